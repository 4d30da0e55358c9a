package io.monaserver.protocol.rtmfp.flow;

/** Which flows of a session go first; flows of one priority take turns. */
public enum FlowPriority {
    /** Real-time sound: gaps in it are heard. */
    TIME_CRITICAL,
    /** Control messages, calls. */
    IMMEDIATE,
    /** Real-time pictures. */
    TIME_CRITICAL_BULK,
    /** All else. */
    NORMAL;

    boolean isTimeCritical() {
        return this == TIME_CRITICAL || this == TIME_CRITICAL_BULK;
    }
}
