package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.flow.TimeCriticality;
import java.net.InetSocketAddress;
import java.util.Random;

/** What a session needs of the endpoint that owns it. */
interface SessionContext {

    long now();

    PacketOutput output();

    Random random();

    EndpointSettings settings();

    /** What this session may know of others' real-time data. */
    TimeCriticality criticality();

    /** The first packet under the session's keys has come: the other end is who its certificate says. */
    void proven(Session session);

    void moved(Session session, InetSocketAddress before);

    /** Forget this session. */
    void ended(Session session);

    /** A packet came: the session is to be asked for its answer. */
    void heard(Session session);

    /** The session's deadline may be earlier now. */
    void reschedule(Session session);

    void forwarded(Hello hello);

    void dropped(DropReason reason);
}
