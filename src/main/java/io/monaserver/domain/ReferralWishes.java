package io.monaserver.domain;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Which applications want to be asked about those who are not served yet, so that hellos that no script cares for never
 * reach the lane. Written by the lane, read on any thread.
 */
public final class ReferralWishes {

    private final ConcurrentHashMap<String, Boolean> handshakes = new ConcurrentHashMap<>();
    private volatile boolean rendezvous;

    /** What is known of an application. */
    public enum Wish {
        /** It wants to be asked. */
        ASKS,
        /** It does not. */
        SILENT,
        /** It is not loaded, so nobody knows; there may be no such application. */
        UNKNOWN
    }

    /** An application is loaded; whether it decides about handshakes by itself. */
    public void handshakes(String path, boolean wanted) {
        handshakes.put(path, wanted);
    }

    /** An application is no more. */
    public void forget(String path) {
        handshakes.remove(path);
    }

    /** Whether the root application refers those who look for peers that are not here. */
    public void rendezvous(boolean wanted) {
        rendezvous = wanted;
    }

    /** Whether somebody who looks for an unknown peer is worth a question. */
    public boolean rendezvous() {
        return rendezvous;
    }

    /** Whether a hello for this application is worth a question; an application inherits its parents' handlers. */
    public Wish handshake(String path) {
        for (String above = path; ; above = above.substring(0, above.lastIndexOf('/'))) {
            if (handshakes.getOrDefault(above, false)) {
                return Wish.ASKS;
            }
            if (above.isEmpty()) {
                return handshakes.containsKey(path) ? Wish.SILENT : Wish.UNKNOWN;
            }
        }
    }
}
