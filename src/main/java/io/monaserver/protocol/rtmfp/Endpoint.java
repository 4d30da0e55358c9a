package io.monaserver.protocol.rtmfp;

import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.protocol.rtmfp.flow.TimeCriticality;
import io.monaserver.protocol.rtmfp.keying.Certificate;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.keying.SessionKeys;
import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.ChunkReader;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.monaserver.protocol.rtmfp.packet.PacketFragments;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.StartupChunk;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One end of many sessions: takes every datagram of a socket, answers who wants a session, opens sessions itself, and
 * owns them all. Everything happens on one thread; whoever owns it hands in datagrams, calls {@link #poll()} when
 * {@link #nextDeadlineMs()} comes, and sends what the sink is given.
 */
public final class Endpoint {

    private static final int MAX_DATAGRAM = 65536;

    private final EndpointSettings settings;
    private final EndpointHandler handler;
    private final Environment environment;
    private final PacketCipher defaultCipher = new PacketCipher();
    private final PacketOutput output;
    private final Responder responder;
    private final PacketFragments fragments = new PacketFragments();
    private final DeadlineQueue deadlines = new DeadlineQueue();
    private final TimeCriticality sharedCriticality = new TimeCriticality();
    private final SessionTable sessions = new SessionTable();
    private final Openings openings = new Openings();
    private final SessionContext context = new Context();
    private final StartupBudget budget;
    private final List<Session> heard = new ArrayList<>();
    private final byte[] plain = new byte[MAX_DATAGRAM];

    /**
     * What surrounds an endpoint.
     *
     * @param clock tells the time
     * @param random makes what nobody may guess
     * @param sink takes datagrams
     * @param keying computes keys
     * @param ids chooses session ids
     */
    public record Environment(Clock clock, Random random, PacketSink sink, KeyingExecutor keying, SessionIds ids) {

        /** Of an endpoint that is alone on its port and computes keys in place. */
        public Environment(Clock clock, Random random, PacketSink sink) {
            this(clock, random, sink, KeyingExecutor.IN_PLACE, SessionIds.ALONE);
        }
    }

    /** An endpoint without sessions. */
    public Endpoint(EndpointSettings settings, EndpointHandler handler, Environment environment) {
        this.settings = settings;
        this.handler = handler;
        this.environment = environment;
        this.output = new PacketOutput(environment.clock, environment.sink, settings.packetBytes(), defaultCipher);
        this.responder = new Responder(this, settings);
        this.budget = new StartupBudget(environment.clock.millis());
    }

    // What comes in.

    /** Takes a datagram and answers it. */
    public void receive(byte[] datagram, int offset, int length, InetSocketAddress from) {
        take(datagram, offset, length, from);
        flush();
    }

    /** Sends what datagrams taken since the last time gave rise to, each session once. */
    public void flush() {
        for (int i = 0; i < heard.size(); i++) {
            heard.get(i).answer();
        }
        heard.clear();
    }

    /** Takes a datagram; what it gives rise to in its session waits for the next {@link #flush()}. */
    public void take(byte[] datagram, int offset, int length, InetSocketAddress from) {
        if (length <= Multiplex.LENGTH) {
            dropped(DropReason.MALFORMED);
            return;
        }
        int id = Multiplex.sessionId(datagram, offset, length);
        Session session = sessions.find(id);
        if (session != null) {
            session.receive(datagram, offset + Multiplex.LENGTH, length - Multiplex.LENGTH, plain, from);
            return;
        }
        Opening opening = openings.find(id);
        if (id != Multiplex.STARTUP && opening == null) {
            dropped(DropReason.UNKNOWN_SESSION);
            return;
        }
        if (!budget.take(now())) {
            dropped(DropReason.OVERLOADED);
            return;
        }
        Slice packet = defaultCipher.open(datagram, offset + Multiplex.LENGTH, length - Multiplex.LENGTH, plain);
        if (packet == null) {
            dropped(DropReason.CORRUPT);
        } else {
            receiveStartup(packet, opening, from, length, true);
        }
    }

    /** One chunk at most is answered, so that a packet full of them is not worth more than one. */
    private void receiveStartup(
            Slice packet, @Nullable Opening opening, InetSocketAddress from, int datagramLength, boolean first) {
        try {
            WireReader in = new WireReader(packet);
            PacketHeader header = PacketHeader.read(in);
            if (header.mode() != PacketHeader.MODE_STARTUP) {
                dropped(DropReason.WRONG_MODE);
                return;
            }
            Chunk chunk = new ChunkReader(in, header).next();
            if (chunk instanceof StartupChunk.Fragment fragment && first) {
                byte[] whole = fragments.add(fragment, from, now());
                if (whole != null) {
                    receiveStartup(Slice.of(whole), opening, from, datagramLength, false);
                }
            } else if (chunk != null && opening == null) {
                takeStartup(chunk, from, datagramLength);
            } else if (chunk != null && opening != null) {
                takeOfOpening(opening, chunk);
            }
        } catch (MalformedPacketException expected) {
            dropped(DropReason.MALFORMED);
        }
    }

    private void takeStartup(Chunk chunk, InetSocketAddress from, int datagramLength) {
        if (chunk instanceof StartupChunk.InitiatorHello hello) {
            decide(Hello.of(hello, from, datagramLength));
        } else if (chunk instanceof StartupChunk.InitiatorKeying keying) {
            responder.onKeying(keying, from);
        } else if (chunk instanceof StartupChunk.ResponderHello hello) {
            Opening opening = openings.find(hello.tagEcho());
            if (opening != null) {
                opening.onHello(hello, from);
            }
        } else if (chunk instanceof StartupChunk.Redirect redirect) {
            Opening opening = openings.find(redirect.tagEcho());
            if (opening != null) {
                opening.onRedirect(redirect, from);
            }
        }
        openings.clean();
    }

    /** §2.3.6, §2.3.8: what comes to a number of ours under the default key. */
    private void takeOfOpening(Opening opening, Chunk chunk) {
        if (chunk instanceof StartupChunk.ResponderKeying keying) {
            opening.onKeying(keying);
        } else if (chunk instanceof StartupChunk.CookieChange change) {
            opening.onCookieChange(change);
        }
        openings.clean();
    }

    private void decide(Hello hello) {
        boolean forUs = hello.wanted().selects(settings.identity().certificate());
        HelloAnswer answer = handler.onHello(hello, forUs);
        if (answer instanceof HelloAnswer.Drop) {
            dropped(DropReason.NOT_FOR_US);
        } else {
            responder.answer(hello, answer);
        }
    }

    /** Answers a hello that was {@link Hello#keep() kept}, once its answer is known. */
    public void answer(Hello hello, HelloAnswer answer) {
        responder.answer(hello, answer);
    }

    // What this end wants.

    /** Opens a session with whoever is looked for, beginning at these addresses. */
    public Opening open(EndpointDiscriminator wanted, List<InetSocketAddress> candidates, OpenHandler opener) {
        Opening opening = new Opening(this, wanted, candidates, opener);
        openings.add(opening);
        opening.onTimer();
        return opening;
    }

    /** The open sessions. */
    public int sessionCount() {
        return sessions.size();
    }

    /** The session with this peer, once it has proven to be that; null if there is none. */
    public @Nullable Session session(ClientId peerId) {
        return sessions.of(peerId);
    }

    /** Closes all sessions: at once, but each is told. */
    public void shutdown() {
        sessions.all().forEach(Session::abort);
        openings.cancel();
    }

    // Timers.

    /** When to call {@link #poll()}, in the clock's milliseconds; {@link Long#MAX_VALUE} for never. */
    public long nextDeadlineMs() {
        return Math.min(deadlines.earliest(), openings.deadline());
    }

    /** Does all that is due. */
    public void poll() {
        long now = now();
        for (Session session = deadlines.next(now); session != null; session = deadlines.next(now)) {
            session.onTimer();
            deadlines.update(session);
        }
        openings.poll(now);
        openings.clean();
    }

    // For responder and openings.

    long now() {
        return environment.clock.millis();
    }

    Random random() {
        return environment.random;
    }

    PacketOutput output() {
        return output;
    }

    EndpointSettings settings() {
        return settings;
    }

    KeyingExecutor keying() {
        return environment.keying;
    }

    void dropped(DropReason reason) {
        handler.onDrop(reason);
    }

    /** §3.3: unique, and not 0. */
    int newSessionId() {
        int id;
        do {
            id = environment.ids.next(environment.random);
        } while (id == Multiplex.STARTUP || sessions.find(id) != null || openings.find(id) != null);
        return id;
    }

    @Nullable
    Session sessionAt(InetSocketAddress address) {
        return sessions.at(address);
    }

    /** §3.5.1.1.1: a second session with the same one is a duplicate. */
    boolean hasSessionWith(Certificate certificate) {
        Session session = sessions.of(certificate.fingerprint());
        return session != null && session.isOpen();
    }

    Session create(Session.Origin origin, SessionKeys keys) {
        Session session = new Session(context, origin, keys);
        sessions.add(session);
        return session;
    }

    /** A session that the other end opened; those who wanted it here too have it now (§3.5.1.3). */
    void opened(Session session) {
        Opening same = openings.concerning(session.address(), session.certificate());
        if (same == null) {
            session.setHandler(handler.onSession(session));
            session.flush();
        } else {
            same.cancel();
            opened(session, same.handler());
        }
    }

    /** A session that this end opened. */
    void opened(Session session, OpenHandler opener) {
        sessions.proven(session);
        session.setHandler(opener.onOpen(session));
        session.flush();
    }

    /** §3.5.1.3: whether this end gives way to somebody whom it is calling itself. */
    boolean yieldsGlare(InetSocketAddress from, Certificate certificate) {
        return openings.concerning(from, certificate) == null
                || !settings.identity().certificate().prevailsOver(certificate);
    }

    /** What sessions see of this. */
    private final class Context implements SessionContext {

        @Override
        public long now() {
            return Endpoint.this.now();
        }

        @Override
        public PacketOutput output() {
            return output;
        }

        @Override
        public Random random() {
            return environment.random;
        }

        @Override
        public EndpointSettings settings() {
            return settings;
        }

        @Override
        public TimeCriticality criticality() {
            return settings.role() == EndpointSettings.Role.CLIENT ? sharedCriticality : new TimeCriticality();
        }

        /**
         * A new session replaces another one of the same certificate only now: certificates are public, and whoever has
         * a copy cannot get so far.
         */
        @Override
        public void proven(Session session) {
            Session before = sessions.proven(session);
            if (before != null && before != session) {
                before.end(CloseReason.OVERRIDDEN, false);
            }
        }

        @Override
        public void moved(Session session, InetSocketAddress before) {
            sessions.moved(session, before);
        }

        @Override
        public void ended(Session session) {
            sessions.remove(session);
        }

        @Override
        public void heard(Session session) {
            heard.add(session);
        }

        @Override
        public void reschedule(Session session) {
            deadlines.update(session);
        }

        /** §3.5.1.1.2: a server ignores these, or a client could make it send to anybody. */
        @Override
        public void forwarded(Hello hello) {
            if (settings.role() == EndpointSettings.Role.CLIENT) {
                decide(hello);
            }
        }

        @Override
        public void dropped(DropReason reason) {
            handler.onDrop(reason);
        }
    }
}
