package io.monaserver.cluster;

import io.monaserver.domain.ServerCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Takes the frames of one {@link CallSender} in, each once and in order. Belongs to its {@link ServerLink}. */
final class CallReceiver {

    private final FrameReader reader;
    private final Deque<Long> waiting = new ArrayDeque<>();
    private long received;

    CallReceiver(long maxBytes) {
        this.reader = new FrameReader(maxBytes);
    }

    /** Whether this is the frame to come next. Others were here before, or come too early and again later. */
    boolean isNext(long sequence) {
        return sequence == received + 1;
    }

    /** The calls that end in the next frame; unless there is none {@link #onHandled} is to follow. */
    List<ServerCall> accept(byte[] frame) {
        List<ServerCall> calls = reader.read(frame);
        received++;
        if (!calls.isEmpty()) {
            waiting.add(received);
        }
        return calls;
    }

    /** The calls of the oldest frame are done. */
    void onHandled() {
        waiting.poll();
    }

    long received() {
        return received;
    }

    /** Up to which frame all calls are done. */
    long handled() {
        Long first = waiting.peek();
        return first == null ? received : first - 1;
    }
}
