package io.monaserver.transport.flash;

import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import java.util.Map;
import java.util.function.Consumer;

/** What a transport does for its Flash session. Called on the connection's loop. */
public interface FlashPeer extends FlashOutput {

    /** Sends what a client must know before the answer to its connect. */
    void greet();

    /** An application has accepted the client. */
    default void onConnected() {}

    /** Tells that a stream begins to play. */
    void sendStreamBegin(int stream);

    /** Tells that a stream has come to its end. */
    void sendStreamEnd(int stream);

    /** Holds what the client sends, in order, until {@link #resume}: an answer is awaited. */
    void hold();

    /** Goes on with what was held. */
    void resume();

    /**
     * Where the media of a stream goes.
     *
     * @param parameters the arguments that followed the publication's name
     */
    MediaSink openSink(int stream, Map<String, String> parameters, Consumer<StreamEvent> events);

    /**
     * Where a script's writer writes: a pipe of its own where clients have such, otherwise the same one for all.
     *
     * @param writer names it, 0 for the main one
     * @param reliable whether what it writes must arrive
     */
    default FlashOutput output(int writer, boolean reliable) {
        return this;
    }
}
