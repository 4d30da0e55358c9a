package io.monaserver.protocol.rtmp;

/** Bytes that are not RTMP, or beyond a limit. The connection they came from is of no more use. */
public final class RtmpException extends RuntimeException {

    /** Says what was found and what was expected. */
    public RtmpException(String message) {
        super(message);
    }
}
