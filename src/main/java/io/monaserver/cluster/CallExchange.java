package io.monaserver.cluster;

import io.monaserver.cluster.ClusterMessage.CallFrame;
import io.monaserver.cluster.ClusterMessage.CallsHandled;
import io.monaserver.cluster.ClusterMessage.LinkIds;
import io.monaserver.domain.ServerCall;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.cluster.UniqueAddress;

/** The calls in both directions while one link is up. Belongs to its {@link ServerLink}. */
final class CallExchange {

    private final UniqueAddress self;
    private final LinkIds ids;
    private final CallQueue queue;
    private final CallSender sender;
    private final CallReceiver receiver;
    private final Consumer<ClusterMessage> remote;

    /** An exchange over the link of these ids, this side being the sender. */
    CallExchange(UniqueAddress self, LinkIds ids, CallQueue queue, long maxBytes, Consumer<ClusterMessage> remote) {
        this.self = self;
        this.ids = ids;
        this.queue = queue;
        this.remote = remote;
        this.receiver = new CallReceiver(maxBytes);
        this.sender =
                new CallSender(queue, (sequence, bytes) -> remote.accept(new CallFrame(self, ids, sequence, bytes)));
    }

    /** Something waits in the queue. */
    void flush() {
        sender.flush();
    }

    /** The calls that a frame brings; each list that is not empty is to be answered by {@link #onHandled}. */
    List<ServerCall> onFrame(CallFrame frame) {
        if (!isOurs(frame.link())) {
            return List.of();
        }
        List<ServerCall> calls = receiver.isNext(frame.sequence()) ? receiver.accept(frame.bytes()) : List.of();
        if (calls.isEmpty()) {
            acknowledge();
        }
        return calls;
    }

    /** The calls of the oldest frame are done. */
    void onHandled() {
        receiver.onHandled();
        acknowledge();
    }

    void onAcknowledged(CallsHandled message) {
        if (isOurs(message.link())) {
            sender.onAcknowledged(message.received(), message.handled());
        }
    }

    /** Time has passed. */
    void resend() {
        sender.resend();
    }

    void close() {
        queue.close();
    }

    private boolean isOurs(LinkIds theirs) {
        return theirs.sender() == ids.receiver() && theirs.receiver() == ids.sender();
    }

    private void acknowledge() {
        remote.accept(new CallsHandled(self, ids, receiver.received(), receiver.handled()));
    }
}
