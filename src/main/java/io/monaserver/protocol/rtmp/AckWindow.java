package io.monaserver.protocol.rtmp;

/** Counts received bytes and tells when an acknowledgement is due (§5.4.3, §5.4.4). */
public final class AckWindow {

    /** MonaServer: what is assumed until the peer says otherwise. */
    public static final int INITIAL_SIZE = 131_072;

    private long size = INITIAL_SIZE;
    private long received;
    private long acknowledged;

    /** All bytes received so far. */
    public long received() {
        return received;
    }

    /** Whether a window's worth was received since the last acknowledgement, which is taken as sent then. */
    public boolean acknowledge() {
        if (received - acknowledged < size) {
            return false;
        }
        acknowledged = received;
        return true;
    }

    void received(int bytes) {
        received += bytes;
    }

    /** A size of 0 would ask for an acknowledgement of each byte, and is no wish that anybody has. */
    void setSize(long bytes) {
        size = bytes == 0 ? INITIAL_SIZE : bytes;
    }
}
