package io.monaserver.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/**
 * Sends the frames of one queue so that each arrives once and in order. Only so much is under way that the actor
 * system's own queues never fill; frames that it lost are sent again. Belongs to its {@link ServerLink}.
 */
final class CallSender {

    private static final int WINDOW_BYTES = 1 << 20;

    /** The actor system queues ten times as many. */
    private static final int WINDOW_FRAMES = 256;

    private record Frame(long sequence, byte[] bytes) {}

    private final FrameWriter writer;
    private final BiConsumer<Long, byte[]> sink;
    private final Deque<Frame> underWay = new ArrayDeque<>();
    private int underWayBytes;
    private long lastSent;
    private long received;
    private long receivedBefore;
    private long sentBefore;

    /** Sends to a sink, with numbers that begin at 1. */
    CallSender(CallQueue queue, BiConsumer<Long, byte[]> sink) {
        this.writer = new FrameWriter(queue);
        this.sink = sink;
    }

    /** Sends what waits, as far as the other server has room. */
    void flush() {
        while (underWayBytes < WINDOW_BYTES && underWay.size() < WINDOW_FRAMES) {
            byte[] bytes = writer.next();
            if (bytes == null) {
                return;
            }
            underWay.add(new Frame(++lastSent, bytes));
            underWayBytes += bytes.length;
            sink.accept(lastSent, bytes);
        }
    }

    /** The other server has frames up to the first number, and is done with those up to the second. */
    void onAcknowledged(long receivedNow, long handled) {
        received = Math.max(received, Math.min(receivedNow, lastSent));
        for (Frame first = underWay.peek(); first != null && first.sequence() <= handled; first = underWay.peek()) {
            underWayBytes -= underWay.remove().bytes().length;
        }
        flush();
    }

    /** Time has passed: sends again what has not arrived, unless the other is just taking it in. */
    void resend() {
        if (received == receivedBefore) {
            underWay.stream()
                    .filter(frame -> frame.sequence() > received && frame.sequence() <= sentBefore)
                    .forEach(frame -> sink.accept(frame.sequence(), frame.bytes()));
        }
        receivedBefore = received;
        sentBefore = lastSent;
    }
}
