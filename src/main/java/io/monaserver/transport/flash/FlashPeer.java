package io.monaserver.transport.flash;

import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import java.util.function.Consumer;

/** What a transport does for its Flash session. Called on the connection's loop. */
public interface FlashPeer {

    /** Sends what a client must know before the answer to its connect. */
    void greet();

    /** Sends a command; stream 0 is the connection. */
    void sendCommand(int stream, byte[] payload);

    /** Sends values as data of a stream. */
    void sendData(int stream, byte[] payload);

    /** Tells that a stream begins to play. */
    void sendStreamBegin(int stream);

    /** Tells that a stream has come to its end. */
    void sendStreamEnd(int stream);

    /** Sends what was written. */
    void flush();

    /** Holds what the client sends, in order, until {@link #resume}: an answer is awaited. */
    void hold();

    /** Goes on with what was held. */
    void resume();

    /** Where the media of a stream goes. */
    MediaSink openSink(int stream, Consumer<StreamEvent> events);

    /** Sends what was written, then closes the connection. */
    void closeAfterFlush(String reason);
}
