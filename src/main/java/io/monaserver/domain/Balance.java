package io.monaserver.domain;

/** Decides where newcomers go about whom no script has a word. Safe on any thread. */
@FunctionalInterface
public interface Balance {

    /** Everybody is served where he comes. */
    Balance NONE = (key, attempts) -> Referral.NONE;

    /**
     * Where a newcomer shall go.
     *
     * @param key the same whenever the newcomer says hello, to whichever server
     * @param attempts how often it has said so to this server: who comes again has not been served elsewhere
     */
    Referral place(byte[] key, int attempts);
}
