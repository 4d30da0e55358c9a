package io.monaserver.protocol.rtmfp;

/** Why a session ended. */
public enum CloseReason {
    /** This end closed it. */
    NEAR,
    /** The other end closed it. */
    FAR,
    /** Nothing was heard for too long. */
    TIMEOUT,
    /** The other end began a new one in its place. */
    OVERRIDDEN,
    /** The other end used it to waste memory. */
    ABUSE
}
