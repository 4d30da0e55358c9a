package io.monaserver.domain.socket;

import org.jspecify.annotations.Nullable;

/** What happens on a TCP connection. Called on its own thread; must return at once. */
public interface TcpSocketEvents {

    /** Bytes have come; no more do until {@link TcpSocket#resume}. */
    void onData(byte[] data);

    /** It has ended, or could not be made: the text of the error, or null if one side just closed it. */
    void onClosed(@Nullable String error);
}
