package io.monaserver.domain;

import io.monaserver.common.ClientId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.RecipientRef;
import org.jspecify.annotations.Nullable;

/**
 * Asks scripts where those shall go who are not served yet. Only a bounded number of questions is open at a time, for
 * anybody can send hellos, and a script is asked only if it has something to say. Safe on any thread.
 */
public final class Referrals {

    /** Questions that may wait for an answer; those beyond are answered {@link Referral#LATER} at once. */
    public static final int MAX_PENDING = 256;

    /** How many of these may be about applications that are not loaded, which invented paths would be. */
    public static final int MAX_UNKNOWN = 16;

    private final ReferralWishes wishes;
    private final RecipientRef<ApplicationEvent> applications;
    private final ServerPlaces servers = new ServerPlaces();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private volatile @Nullable Departure departure;
    private volatile Balance balance = Balance.NONE;

    /** Questions to these applications, if they wish to be asked. */
    public Referrals(ReferralWishes wishes, RecipientRef<ApplicationEvent> applications) {
        this.wishes = wishes;
        this.applications = applications;
    }

    /** From now on newcomers go elsewhere, as long as there is somewhere to go. */
    public void depart(Departure elsewhere) {
        departure = elsewhere;
    }

    /** Whether a newcomer to this application must be asked about. */
    public boolean concernHandshake(String path) {
        return departure != null || wishes.handshake(path) != ReferralWishes.Wish.SILENT;
    }

    /** Asks where a newcomer shall go. */
    public void onHandshake(Newcomer newcomer, Reply<Referral> asker) {
        Reply<Referral> reply = referral -> servers.fill(referral, newcomer.protocol(), asker);
        Departure leaving = departure;
        if (leaving != null) {
            reply.tell(leaving.referral(newcomer.protocol()));
            return;
        }
        boolean known = wishes.handshake(newcomer.path()) == ReferralWishes.Wish.ASKS;
        if (known) {
            ask(reply, answer -> applications.tell(new ApplicationEvent.Handshaking(newcomer, answer)));
        } else if (unknown.incrementAndGet() > MAX_UNKNOWN) {
            unknown.decrementAndGet();
            reply.tell(Referral.LATER);
        } else {
            Reply<Referral> counted = referral -> {
                unknown.decrementAndGet();
                reply.tell(referral);
            };
            ask(counted, answer -> applications.tell(new ApplicationEvent.Handshaking(newcomer, answer)));
        }
    }

    /** Whether somebody who looks for a peer that is not here must be asked about. */
    public boolean concernUnknownPeers() {
        return wishes.rendezvous();
    }

    /** Asks where somebody shall go who looks for a peer that is not here. */
    public void onUnknownPeer(String protocol, ClientId peer, Reply<Referral> asker) {
        Reply<Referral> reply = referral -> servers.fill(referral, protocol, asker);
        if (wishes.rendezvous()) {
            ask(reply, answer -> applications.tell(new ApplicationEvent.PeerSought(protocol, peer, answer)));
        } else {
            reply.tell(Referral.NONE);
        }
    }

    /** There are other servers, and a rule for newcomers about whom no script decides. */
    public void balance(Balance rule) {
        balance = rule;
    }

    /** Whether there is such a rule. */
    public boolean balances() {
        return balance != Balance.NONE;
    }

    /**
     * Asks the rule where a newcomer shall go.
     *
     * @param key the same whenever the newcomer says hello
     * @param attempts how often it has said so
     */
    public void onBalance(String protocol, byte[] key, int attempts, Reply<Referral> asker) {
        servers.fill(balance.place(protocol, key, attempts), protocol, asker);
    }

    /**
     * The same for a client that has connected and takes names: {@code host:port} of servers that speak its protocol,
     * the best first. None if it stays, as all do where an application has {@code onHandshake}, or is not loaded.
     */
    List<String> onward(String protocol, String path, byte[] key) {
        boolean isDecided = wishes.handshake(path) == ReferralWishes.Wish.SILENT;
        return isDecided && balance.place(protocol, key, 1) instanceof Referral.To to
                ? to.places().stream()
                        .filter(Referral.Place.Server.class::isInstance)
                        .map(Referral.Place.Server.class::cast)
                        .flatMap(place -> PublicAddress.of(place.server(), protocol).stream())
                        .map(PublicAddress::text)
                        .toList()
                : List.of();
    }

    private interface Question {
        void put(Reply<Referral> answer);
    }

    private void ask(Reply<Referral> reply, Question question) {
        if (pending.incrementAndGet() > MAX_PENDING) {
            pending.decrementAndGet();
            reply.tell(Referral.LATER);
            return;
        }
        question.put(referral -> {
            pending.decrementAndGet();
            reply.tell(referral);
        });
    }
}
