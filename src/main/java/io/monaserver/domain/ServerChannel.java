package io.monaserver.domain;

import org.jspecify.annotations.Nullable;

/** The way to the scripts of another server, as long as the link to it is up. Safe on any thread; never blocks. */
public interface ServerChannel {

    /** Sends a call, after all those before it; gives the text of the error if it cannot. */
    @Nullable
    String send(ServerCall call);

    /** Ends the link: both sides are told why, and it is not opened again at once. */
    void reject(String reason);
}
