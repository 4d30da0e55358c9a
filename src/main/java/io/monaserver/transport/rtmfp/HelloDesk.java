package io.monaserver.transport.rtmfp;

import io.monaserver.codec.query.QueryParameters;
import io.monaserver.common.ClientId;
import io.monaserver.common.IpAddress;
import io.monaserver.domain.Newcomer;
import io.monaserver.domain.Referral;
import io.monaserver.domain.Referrals;
import io.monaserver.domain.Rendezvous;
import io.monaserver.protocol.flash.FlashUrl;
import io.monaserver.protocol.rtmfp.Hello;
import io.monaserver.protocol.rtmfp.HelloAnswer;
import io.monaserver.protocol.rtmfp.packet.Address;
import io.monaserver.protocol.rtmfp.packet.Origin;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.ForwardedHello;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of hellos at one loop: newcomers are let in unless a script sends them elsewhere, peers introduced to
 * each other.
 */
final class HelloDesk {

    private static final String PROTOCOL = "RTMFP";

    private final RtmfpServer server;
    private final Relays relays;
    private final Attempts attempts;
    private final Executor loop;
    private final BiConsumer<Hello, HelloAnswer> later;

    /** How many who are no clients may look for peers of other servers. */
    private final HelloQuota strangers = new HelloQuota();

    /**
     * A desk.
     *
     * @param loop its own thread
     * @param later gives an answer that was not known at once; called on any thread
     */
    HelloDesk(RtmfpServer server, Relays relays, Executor loop, BiConsumer<Hello, HelloAnswer> later) {
        this.server = server;
        this.loop = loop;
        this.relays = relays;
        this.attempts = new Attempts(server.random());
        this.later = later;
    }

    HelloAnswer onHello(Hello hello, boolean forUs) {
        if (server.isDraining()) {
            return HelloAnswer.DROP;
        }
        if (forUs) {
            return onNewcomer(hello);
        }
        ClientId wanted = hello.wanted().peerId();
        if (wanted == null) {
            return HelloAnswer.DROP;
        }
        RtmfpPeer peer = server.peers().peer(wanted);
        return peer == null ? onUnknownPeer(hello, wanted) : introduce(hello, peer);
    }

    // Who wants to be a client.

    private HelloAnswer onNewcomer(Hello hello) {
        String url = hello.wanted().url();
        // librtmfp names the application only.
        FlashUrl place = url == null ? FlashUrl.of("", "") : FlashUrl.of(url, url);
        Referrals referrals = server.referrals();
        if (!referrals.concernHandshake(place.path())) {
            return referrals.balances() ? balance(hello, url) : HelloAnswer.RESPOND;
        }
        Hello kept = hello.keep();
        Newcomer newcomer =
                new Newcomer(PROTOCOL, hello.from(), place.path(), QueryParameters.parse(place.query()), count(hello));
        referrals.onHandshake(newcomer, referral -> later.accept(kept, answer(referral, url, HelloAnswer.RESPOND)));
        return HelloAnswer.WAIT;
    }

    private HelloAnswer balance(Hello hello, @Nullable String url) {
        Hello kept = hello.keep();
        server.referrals()
                .onBalance(
                        PROTOCOL,
                        kept.tag().toBytes(),
                        count(hello),
                        referral -> later.accept(kept, answer(referral, url, HelloAnswer.RESPOND)));
        return HelloAnswer.WAIT;
    }

    private int count(Hello hello) {
        return attempts.count(hello.tag(), server.clock().millis());
    }

    private HelloAnswer onUnknownPeer(Hello hello, ClientId wanted) {
        Hello kept = hello.keep();
        if (server.referrals().concernUnknownPeers()) {
            server.referrals().onUnknownPeer(PROTOCOL, wanted, referral -> onReferral(kept, wanted, referral));
        } else {
            seekElsewhere(kept, wanted);
        }
        return HelloAnswer.WAIT;
    }

    /** A script's word counts; only if it has none the other servers are asked. */
    private void onReferral(Hello hello, ClientId wanted, Referral referral) {
        HelloAnswer answer = answer(referral, null, HelloAnswer.WAIT);
        if (answer instanceof HelloAnswer.Wait) {
            seekElsewhere(hello, wanted);
        } else {
            later.accept(hello, answer);
        }
    }

    /** Each hello may become one to every other server, and costs its sender nothing: they are counted. */
    private void seekElsewhere(Hello hello, ClientId wanted) {
        RtmfpPeer asker = server.peers().at(hello.from());
        HelloQuota quota = asker == null ? strangers : asker.searches();
        if (quota.take(server.clock().millis())) {
            Rendezvous.Elsewhere servers = server.rendezvous().elsewhere();
            servers.find(
                    wanted,
                    place -> loop.execute(() -> {
                        HelloAnswer answer = introduce(hello, DistantPeer.at(wanted, place, servers));
                        if (!(answer instanceof HelloAnswer.Wait)) {
                            later.accept(hello, answer);
                        }
                    }));
        }
    }

    /** A referral to places of which none has an address is none. */
    private HelloAnswer answer(Referral referral, @Nullable String url, HelloAnswer otherwise) {
        if (referral instanceof Referral.Later) {
            return HelloAnswer.DROP;
        }
        if (!(referral instanceof Referral.To to)) {
            return otherwise;
        }
        List<Address> addresses = new ArrayList<>();
        boolean isHere = false;
        for (Referral.Place place : to.places()) {
            isHere |= place instanceof Referral.Place.Myself;
            InetSocketAddress address = address(place, url);
            if (address != null) {
                addresses.add(new Address(address, Origin.RELAY));
            }
        }
        // A redirect without addresses means where it comes from (RFC 7016 §2.3.5).
        return addresses.isEmpty() && !isHere ? otherwise : new HelloAnswer.RedirectTo(addresses);
    }

    /** Other servers' addresses are filled in before they come here; one that is not known is left out. */
    private @Nullable InetSocketAddress address(Referral.Place place, @Nullable String url) {
        if (place instanceof Referral.Place.At at) {
            return at.address().isUnresolved() ? null : at.address();
        }
        if (place instanceof Referral.Place.Myself) {
            IpAddress named = OwnAddress.hostOf(url);
            return named == null
                    ? server.publicAddress()
                    : new InetSocketAddress(named.toInetAddress(), OwnAddress.portOf(url));
        }
        return null;
    }

    // Who looks for a peer.

    private HelloAnswer introduce(Hello hello, Wanted wanted) {
        RtmfpPeer known = server.peers().at(hello.from());
        Whereabouts asker = known == null ? Whereabouts.at(hello.from()) : known.whereabouts();
        int attempt = count(hello);
        Introduction introduction = new Introduction(asker, wanted.whereabouts());
        int patience = server.settings().relays().afterAttempts();
        if (known != null && patience > 0 && attempt > patience) {
            relay(hello.keep(), introduction, attempt, wanted);
            return HelloAnswer.WAIT;
        }
        wanted.forward(forwarded(hello.keep(), introduction.forWanted(attempt)));
        return new HelloAnswer.RedirectTo(introduction.forAsker());
    }

    private static ForwardedHello forwarded(Hello hello, Address replyAddress) {
        return new ForwardedHello(hello.wanted().encoded(), replyAddress, hello.tag());
    }

    /** Only clients get a relay: it costs a port, and hellos cost nothing. */
    private void relay(Hello hello, Introduction introduction, int attempt, Wanted wanted) {
        relays.offer(introduction.asker(), wanted, port -> {
            List<Address> addresses = introduction.forAsker();
            Address reply = introduction.forWanted(attempt);
            Address forAsker = relayAddress(introduction.asker(), port);
            Address forWanted = relayAddress(introduction.wanted(), port);
            if (forAsker != null && forWanted != null) {
                addresses.add(0, forAsker);
                reply = forWanted;
            }
            wanted.forward(forwarded(hello, reply));
            later.accept(hello, new HelloAnswer.RedirectTo(addresses));
        });
    }

    private @Nullable Address relayAddress(Whereabouts client, int port) {
        InetSocketAddress own = server.publicAddress();
        IpAddress named = client.server();
        if (named == null && own != null) {
            named = IpAddress.hostOf(own);
        }
        return port == 0 || named == null
                ? null
                : new Address(new InetSocketAddress(named.toInetAddress(), port), Origin.RELAY);
    }
}
