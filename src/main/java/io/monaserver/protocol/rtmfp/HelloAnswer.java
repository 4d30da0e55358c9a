package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.packet.Address;
import java.util.List;

/** What becomes of a hello: the decision is its user's, carrying it out the endpoint's. */
public sealed interface HelloAnswer {

    /** "That is me" (§3.5.1.1.2). */
    HelloAnswer RESPOND = new Respond();

    /** Silence. */
    HelloAnswer DROP = new Drop();

    /** Silence for now: the answer is given later by {@link Endpoint#answer}, or never. */
    HelloAnswer WAIT = new Wait();

    /** See {@link #RESPOND}. */
    record Respond() implements HelloAnswer {}

    /** See {@link #DROP}. */
    record Drop() implements HelloAnswer {}

    /** See {@link #WAIT}. */
    record Wait() implements HelloAnswer {}

    /**
     * "Try there" (§3.5.1.4).
     *
     * @param addresses the best first, as only those are sent that fit
     */
    record RedirectTo(List<Address> addresses) implements HelloAnswer {}

    /**
     * Brings both together (§3.5.1.5, §3.5.1.6).
     *
     * @param peer who is looked for
     * @param replyAddress where that one shall answer
     * @param addresses where it can be reached; if empty, nothing is said to the asker
     */
    record Introduce(Session peer, Address replyAddress, List<Address> addresses) implements HelloAnswer {}
}
