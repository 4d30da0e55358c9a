package io.monaserver.codec;

/** Bytes that are not what their format says, or that go beyond one of its limits. */
public final class DataFormatException extends RuntimeException {

    /** Says what was found and what was expected. */
    public DataFormatException(String message) {
        super(message);
    }

    /** Says what was found, and keeps the parser's own word. */
    public DataFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
