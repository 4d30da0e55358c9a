package io.monaserver.transport.flash;

/** Where messages to a Flash client are written. Called on the connection's loop. */
public interface FlashOutput {

    /** Sends a command; stream 0 is the connection. */
    void sendCommand(int stream, byte[] payload);

    /** Sends values as data of a stream. */
    void sendData(int stream, byte[] payload);

    /** Sends what was written. */
    void flush();

    /** Sends what fills whole packets; the rest goes with the next {@link #flush}. */
    default void flushFull() {
        flush();
    }

    /** Sends what was written, then closes the connection, or the pipe if this is but one of several. */
    void closeAfterFlush(String reason);
}
