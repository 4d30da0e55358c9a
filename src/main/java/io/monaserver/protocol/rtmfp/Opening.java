package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.keying.Certificate;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.KeyAgreement;
import io.monaserver.protocol.rtmfp.keying.SessionKeys;
import io.monaserver.protocol.rtmfp.packet.Address;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.StartupChunk;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session that this end wants, until it is open or has failed (§3.5.1.1.1). */
public final class Opening {

    private static final long ULTIMATE_TIMEOUT_MS = 95_000;
    private static final long BACKOFF_MS = 1500;
    private static final int REDIRECT_THRESHOLD = 24;
    private static final int TAG_LENGTH = 16;

    private final Endpoint endpoint;
    private final EndpointDiscriminator wanted;
    private final OpenHandler handler;
    private final byte[] tag = new byte[TAG_LENGTH];
    private final Map<InetSocketAddress, Attempts> candidates = new LinkedHashMap<>();
    private final long failsAt;
    private State state = State.HELLO_SENT;
    private boolean cookieChanged;
    private @Nullable Keying keying;

    private enum State {
        HELLO_SENT,
        KEYING_SENT,
        OVER
    }

    /** When something was said and will be said again. */
    private static final class Attempts {
        long next;
        long interval;

        Attempts(long now) {
            next = now;
        }

        boolean isDue(long now) {
            if (now < next) {
                return false;
            }
            interval += BACKOFF_MS;
            next = now + interval;
            return true;
        }
    }

    /** The second half of the handshake. */
    private static final class Keying {
        final InetSocketAddress responder;
        final Certificate certificate;
        final int id;
        Slice cookie;
        Attempts attempts;

        @Nullable
        KeyAgreement agreement;

        @Nullable
        SessionKeys keys;

        boolean completing;

        Keying(InetSocketAddress responder, Certificate certificate, int id, Slice cookie, long now) {
            this.responder = responder;
            this.certificate = certificate;
            this.id = id;
            this.cookie = cookie;
            this.attempts = new Attempts(now);
        }
    }

    Opening(Endpoint endpoint, EndpointDiscriminator wanted, List<InetSocketAddress> servers, OpenHandler handler) {
        this.endpoint = endpoint;
        this.wanted = wanted;
        this.handler = handler;
        this.failsAt = endpoint.now() + ULTIMATE_TIMEOUT_MS;
        endpoint.random().nextBytes(tag);
        servers.forEach(server -> candidates.put(server, new Attempts(endpoint.now())));
    }

    Slice tag() {
        return Slice.of(tag);
    }

    boolean isOver() {
        return state == State.OVER;
    }

    OpenHandler handler() {
        return handler;
    }

    /** Whether a packet to this number of ours belongs to this handshake. */
    boolean isId(int id) {
        return keying != null && keying.id == id;
    }

    /** Whether somebody who calls from there is who is called here. */
    boolean concerns(InetSocketAddress address, Certificate certificate) {
        return keying == null
                ? candidates.containsKey(address) && wanted.selects(certificate)
                : keying.responder.equals(address);
    }

    /** Gives up. */
    public void cancel() {
        state = State.OVER;
    }

    void onRedirect(StartupChunk.Redirect redirect, InetSocketAddress from) {
        if (state != State.HELLO_SENT) {
            return;
        }
        if (redirect.destinations().isEmpty()) {
            addCandidate(from);
        }
        for (Address address : redirect.destinations()) {
            addCandidate(address.socket());
        }
        onTimer();
    }

    private void addCandidate(InetSocketAddress address) {
        if (candidates.size() < REDIRECT_THRESHOLD && address.getPort() != 0) {
            candidates.putIfAbsent(address, new Attempts(endpoint.now()));
        }
    }

    /** The first good answer is taken, all others are ignored. */
    void onHello(StartupChunk.ResponderHello hello, InetSocketAddress from) {
        if (state != State.HELLO_SENT) {
            return;
        }
        Certificate certificate = Certificate.read(hello.certificate());
        if (!wanted.selects(certificate)) {
            return;
        }
        if (endpoint.hasSessionWith(certificate)) {
            fail();
            return;
        }
        state = State.KEYING_SENT;
        Slice cookie = Slice.of(hello.cookie().toBytes());
        Keying next = new Keying(from, certificate, endpoint.newSessionId(), cookie, endpoint.now());
        keying = next;
        boolean accepted = endpoint.keying().submit(DhGroup.MODP_1024, () -> begin(next), this::onTimer);
        if (!accepted) {
            fail();
        }
    }

    /** Runs on a thread for computing. */
    private void begin(Keying next) {
        try {
            next.agreement = KeyAgreement.initiate(
                    endpoint.settings().identity(),
                    next.certificate,
                    endpoint.settings().protection(),
                    endpoint.random());
        } catch (MalformedPacketException expected) {
            next.agreement = null;
        }
    }

    /** §3.5.1.2: once at most. */
    void onCookieChange(StartupChunk.CookieChange change) {
        boolean waiting = state == State.KEYING_SENT && !cookieChanged;
        if (waiting && keying != null && change.oldCookie().equals(keying.cookie)) {
            cookieChanged = true;
            keying.cookie = Slice.of(change.newCookie().toBytes());
            keying.attempts = new Attempts(endpoint.now());
            onTimer();
        }
    }

    void onKeying(StartupChunk.ResponderKeying chunk) {
        Keying current = keying;
        if (state != State.KEYING_SENT || current == null || current.agreement == null || current.completing) {
            return;
        }
        KeyAgreement agreement = current.agreement;
        byte[] component = chunk.keyingComponent().toBytes();
        int farId = chunk.sessionId();
        current.completing = endpoint.keying()
                .submit(DhGroup.MODP_1024, () -> complete(current, agreement, component), () -> opened(current, farId));
    }

    /** Runs on a thread for computing. */
    private static void complete(Keying current, KeyAgreement agreement, byte[] component) {
        try {
            current.keys = agreement.complete(current.certificate, component);
        } catch (MalformedPacketException expected) {
            current.keys = null;
        }
    }

    private void opened(Keying current, int farId) {
        current.completing = false;
        if (state != State.KEYING_SENT || current.keys == null) {
            endpoint.dropped(DropReason.BAD_KEYING);
            return;
        }
        state = State.OVER;
        Session session = endpoint.create(
                new Session.Origin(current.id, farId, true, current.responder, current.certificate), current.keys);
        endpoint.opened(session, handler);
    }

    long deadline() {
        long deadline = failsAt;
        if (state == State.KEYING_SENT && keying != null && keying.agreement != null) {
            return Math.min(deadline, keying.attempts.next);
        }
        if (state == State.HELLO_SENT) {
            for (Attempts attempts : candidates.values()) {
                deadline = Math.min(deadline, attempts.next);
            }
        }
        return state == State.OVER ? Long.MAX_VALUE : deadline;
    }

    void onTimer() {
        long now = endpoint.now();
        if (state != State.OVER && now >= failsAt) {
            fail();
        } else if (state == State.HELLO_SENT) {
            candidates.forEach((address, attempts) -> {
                if (attempts.isDue(now)) {
                    endpoint.output().sendStartup(new StartupChunk.InitiatorHello(wanted.encoded(), tag()), 0, address);
                }
            });
        } else if (state == State.KEYING_SENT && keying != null) {
            sendKeying(keying, now);
        }
    }

    private void sendKeying(Keying current, long now) {
        if (current.agreement == null) {
            fail();
        } else if (current.attempts.isDue(now)) {
            StartupChunk chunk = new StartupChunk.InitiatorKeying(
                    current.id,
                    current.cookie,
                    endpoint.settings().identity().certificate().encoded(),
                    Slice.of(current.agreement.component()),
                    Responder.NO_SIGNATURE);
            endpoint.output().sendStartup(chunk, 0, current.responder);
        }
    }

    private void fail() {
        if (state != State.OVER) {
            state = State.OVER;
            handler.onFailed();
        }
    }
}
