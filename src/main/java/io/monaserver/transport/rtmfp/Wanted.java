package io.monaserver.transport.rtmfp;

import io.monaserver.common.ClientId;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.ForwardedHello;

/** Somebody whom a client looks for: a client of this server, or of another one. */
interface Wanted {

    /** Who it is. */
    ClientId id();

    /** Where others can reach it. Safe on any thread. */
    Whereabouts whereabouts();

    /** Passes on the hello of whoever looks for it, if it is still there. Safe on any thread. */
    void forward(ForwardedHello hello);
}
