package io.monaserver.domain;

import java.net.InetSocketAddress;
import java.util.List;

/** A script's word on where somebody shall go who is not served yet, or who looks for a peer that is not here. */
public sealed interface Referral {

    /** The script has nothing to say: a newcomer is served here, somebody who looks for a peer hears nothing. */
    Referral NONE = new None();

    /** Nobody could be asked now: no answer is given, and the other end asks again. */
    Referral LATER = new Later();

    /**
     * Try there, everywhere at once.
     *
     * @param places at least one, the first of them the most important ones
     */
    record To(List<Place> places) implements Referral {

        /** Copies the list. */
        public To {
            places = List.copyOf(places);
        }
    }

    /** See {@link #NONE}. */
    record None() implements Referral {}

    /** See {@link #LATER}. */
    record Later() implements Referral {}

    /** Somewhere to go. */
    sealed interface Place {

        /** Here, by whatever address the asker knows. */
        Place MYSELF = new Myself();

        /** An address. */
        record At(InetSocketAddress address) implements Place {}

        /** Another server of the cluster, at the address that it announces for the asker's protocol. */
        record Server(ServerInfo server) implements Place {}

        /** See {@link #MYSELF}. */
        record Myself() implements Place {}
    }
}
