package io.monaserver.protocol.rtmfp.flow;

import org.jspecify.annotations.Nullable;

/**
 * Whether real-time data went or came lately (§3.5.2.1). Between the sessions of a client this is shared, as they all
 * squeeze through its one uplink; a server's sessions lead to different places, and each has its own.
 */
public final class TimeCriticality {

    private static final long LATELY_MS = 800;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private long sentAt = NEVER;
    private @Nullable Object receiver;
    private long receivedAt = NEVER;
    private @Nullable Object receiverBefore;
    private long receivedBefore = NEVER;

    /** Real-time data went out. */
    public void sent(long now) {
        sentAt = now;
    }

    /** Whether they went out lately. */
    public boolean isSent(long now) {
        return now - sentAt < LATELY_MS;
    }

    /** Real-time data came in on a session. */
    public void received(Object session, long now) {
        if (receiver != session) {
            receiverBefore = receiver;
            receivedBefore = receivedAt;
            receiver = session;
        }
        receivedAt = now;
    }

    /** Whether they came in lately on any session but this. */
    public boolean isReceivedByOther(Object session, long now) {
        boolean latest = receiver != null && receiver != session && now - receivedAt < LATELY_MS;
        return latest || (receiverBefore != null && receiverBefore != session && now - receivedBefore < LATELY_MS);
    }
}
