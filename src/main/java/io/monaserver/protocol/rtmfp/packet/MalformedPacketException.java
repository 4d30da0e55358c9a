package io.monaserver.protocol.rtmfp.packet;

/** Bytes that do not fit the syntax: dropped and counted. Has no stack trace, as floods make many of it. */
public final class MalformedPacketException extends RuntimeException {

    /** Says what was found and what was expected. */
    public MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
