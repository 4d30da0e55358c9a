package io.monaserver.domain;

/** Decides where newcomers go about whom no script has a word. Safe on any thread. */
@FunctionalInterface
public interface Balance {

    /** Everybody is served where he comes. */
    Balance NONE = (protocol, key, attempts) -> Referral.NONE;

    /**
     * Where a newcomer shall go.
     *
     * @param protocol that it speaks
     * @param key the same whenever the newcomer comes, to whichever server
     * @param attempts how often it has come to this server: who comes again has not been served elsewhere
     */
    Referral place(String protocol, byte[] key, int attempts);
}
