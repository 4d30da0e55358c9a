package io.monaserver.domain;

/**
 * Why the server ends a connection.
 *
 * @param kind decides what the peer is told
 * @param text for the log and, where the protocol carries text, the peer
 */
public record CloseReason(Kind kind, String text) {

    /** The cases that protocols tell apart. */
    public enum Kind {
        SERVER_STOPS,
        IDLE,
        REFUSED,
        CLOSED_BY_SCRIPT,
        OVERLOADED,
        FAILED
    }
}
