package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.crypto.Sha256;
import io.monaserver.protocol.rtmfp.keying.Certificate;
import io.monaserver.protocol.rtmfp.keying.Cookies;
import io.monaserver.protocol.rtmfp.keying.Cookies.Verdict;
import io.monaserver.protocol.rtmfp.keying.KeyAgreement;
import io.monaserver.protocol.rtmfp.packet.Address;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.StartupChunk;
import io.monaserver.protocol.rtmfp.packet.StartupChunk.InitiatorKeying;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers those who want a session (§3.5.1.1.2). Nothing is remembered of a hello; of a keying only while its keys are
 * computed, for at most {@value #MAX_PENDING} at once in each group.
 */
final class Responder {

    static final int MAX_PENDING = 256;

    /** RFC 7425 §4.3.5: what stands for no signature. */
    static final Slice NO_SIGNATURE = Slice.of(new byte[] {'X'});

    private final Endpoint endpoint;
    private final EndpointSettings settings;
    private final Cookies cookies;
    private final Map<DhGroup, Set<Pending>> pending = new EnumMap<>(DhGroup.class);

    private record Pending(InetSocketAddress from, int farId) {}

    /** A keying whose keys are being computed. */
    private static final class Keying {
        final InetSocketAddress from;
        final int farId;
        final Certificate certificate;
        final byte[] component;
        final byte[] digest;

        KeyAgreement.@Nullable Agreed agreed;

        Keying(InitiatorKeying chunk, InetSocketAddress from) {
            this.from = from;
            this.farId = chunk.sessionId();
            this.certificate = Certificate.read(chunk.certificate());
            this.component = chunk.keyingComponent().toBytes();
            byte[] id = new WireWriter(4).writeInt(farId).copySince(0);
            this.digest = Sha256.digest(id, chunk.certificate().toBytes(), component);
        }
    }

    Responder(Endpoint endpoint, EndpointSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.cookies = new Cookies(settings.cookieSecret());
    }

    /** Carries out what was decided about a hello. */
    void answer(Hello hello, HelloAnswer answer) {
        if (answer instanceof HelloAnswer.Respond) {
            byte[] cookie = cookies.create(hello.from(), endpoint.now());
            send(
                    hello,
                    new StartupChunk.ResponderHello(
                            hello.tag(),
                            Slice.of(cookie),
                            settings.identity().certificate().encoded()));
        } else if (answer instanceof HelloAnswer.RedirectTo redirect) {
            redirect(hello, redirect.addresses());
        } else if (answer instanceof HelloAnswer.Introduce introduction) {
            introduction.peer().forward(hello.wanted().encoded(), introduction.replyAddress(), hello.tag());
            if (!introduction.addresses().isEmpty()) {
                redirect(hello, introduction.addresses());
            }
        }
    }

    /** As many addresses as fit into a datagram, and into what may be sent there. */
    private void redirect(Hello hello, List<Address> addresses) {
        int room = Math.min(hello.maxAnswer(), settings.packetBytes());
        int count = addresses.size();
        while (count > 1
                && endpoint.output().startupLength(new StartupChunk.Redirect(hello.tag(), addresses.subList(0, count)))
                        > room) {
            count--;
        }
        send(hello, new StartupChunk.Redirect(hello.tag(), addresses.subList(0, count)));
    }

    private void send(Hello hello, StartupChunk chunk) {
        if (endpoint.output().startupLength(chunk) > hello.maxAnswer()) {
            endpoint.dropped(DropReason.AMPLIFYING);
        } else {
            endpoint.output().sendStartup(chunk, 0, hello.from());
        }
    }

    /** §3.5.1.1.2, from the cookie on. */
    void onKeying(InitiatorKeying chunk, InetSocketAddress from) {
        Verdict verdict = cookies.check(chunk.cookie(), from, endpoint.now());
        if (verdict == Verdict.WORTHLESS) {
            endpoint.dropped(DropReason.BAD_COOKIE);
        } else if (verdict == Verdict.OTHER_ADDRESS) {
            changeCookie(chunk, from);
        } else {
            judge(new Keying(chunk, from));
        }
    }

    /** §3.5.1.2. */
    private void changeCookie(InitiatorKeying chunk, InetSocketAddress from) {
        Slice fresh = Slice.of(cookies.create(from, endpoint.now()));
        endpoint.output().sendStartup(new StartupChunk.CookieChange(chunk.cookie(), fresh), chunk.sessionId(), from);
    }

    private void judge(Keying keying) {
        if (!endpoint.yieldsGlare(keying.from, keying.certificate)) {
            return;
        }
        Session existing = endpoint.sessionAt(keying.from);
        if (existing != null && existing.isOpen()) {
            AnsweredKeying answered = existing.answered();
            if (answered != null && answered.isRepeatedBy(keying.digest)) {
                answer(existing, answered);
                return;
            }
            if (!keying.certificate.overrides(existing.certificate())) {
                existing.prove();
                endpoint.dropped(DropReason.OCCUPIED);
                return;
            }
        }
        compute(keying);
    }

    private void compute(Keying keying) {
        DhGroup group = KeyAgreement.groupOf(keying.component);
        if (group == null) {
            endpoint.dropped(DropReason.BAD_KEYING);
            return;
        }
        Pending key = new Pending(keying.from, keying.farId);
        Set<Pending> others = pending.computeIfAbsent(group, any -> new HashSet<>());
        if (others.size() >= MAX_PENDING || !others.add(key)) {
            endpoint.dropped(DropReason.OVERLOADED);
            return;
        }
        boolean accepted = endpoint.keying().submit(group, () -> agree(keying), () -> {
            others.remove(key);
            open(keying);
        });
        if (!accepted) {
            others.remove(key);
            endpoint.dropped(DropReason.OVERLOADED);
        }
    }

    /** Runs on a thread for computing. */
    private void agree(Keying keying) {
        try {
            keying.agreed = KeyAgreement.respond(
                    settings.identity(),
                    keying.certificate,
                    keying.component,
                    settings.protection(),
                    endpoint.random());
        } catch (MalformedPacketException expected) {
            keying.agreed = null;
        }
    }

    private void open(Keying keying) {
        KeyAgreement.Agreed agreed = keying.agreed;
        if (agreed == null) {
            endpoint.dropped(DropReason.BAD_KEYING);
            return;
        }
        Session existing = endpoint.sessionAt(keying.from);
        if (existing != null && keying.certificate.overrides(existing.certificate())) {
            existing.end(CloseReason.OVERRIDDEN, false);
        }
        Session session = endpoint.create(
                new Session.Origin(endpoint.newSessionId(), keying.farId, false, keying.from, keying.certificate),
                agreed.keys());
        StartupChunk.ResponderKeying answer =
                new StartupChunk.ResponderKeying(session.id(), Slice.of(agreed.component()), NO_SIGNATURE);
        AnsweredKeying answered = new AnsweredKeying(keying.digest, keying.farId, answer);
        session.remember(answered);
        answer(session, answered);
        endpoint.opened(session);
    }

    /** §2.3.8: under the default key, to the initiator's number. */
    private void answer(Session session, AnsweredKeying answered) {
        endpoint.output().sendStartup(answered.answer(), answered.farId(), session.address());
    }
}
