package io.monaserver.protocol.rtmfp;

/** Why something that arrived was dropped; for counting. */
public enum DropReason {
    /** No session has this id. */
    UNKNOWN_SESSION,
    /** It does not decrypt, its checksum or signature is wrong, or it came before. */
    CORRUPT,
    /** It decrypts, but does not read. */
    MALFORMED,
    /** Its mark says that it was not sent by the other end. */
    WRONG_MODE,
    /** Nobody here is looked for. */
    NOT_FOR_US,
    /** The answer would be more than four times as large, to an address that nobody has proven. */
    AMPLIFYING,
    /** Its cookie is not ours, or too old. */
    BAD_COOKIE,
    /** Keys that cannot be agreed on. */
    BAD_KEYING,
    /** Another session with that address is alive. */
    OCCUPIED,
    /** Too many of the kind are being worked on. */
    OVERLOADED
}
