package io.monaserver.cluster.relay;

import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The owner's end of a relay: a listener like any other, with a queue of its own that the drop rule looks at. It ends
 * with the publisher; whoever still wants the name opens it anew.
 */
record RelayOut(ScheduledExecutorService loop, RelayQueue queue, TrunkQueue trunk) implements MediaSink {

    @Override
    public WireForm form() {
        return RelayForm.INSTANCE;
    }

    @Override
    public void write(ByteBuf wire) {
        queue.offer(wire);
    }

    @Override
    public void flush() {
        trunk.enlist(queue);
    }

    @Override
    public long pendingBytes() {
        return trunk.countedBytes(queue);
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Published) {
            say(RelayFrame.PUBLISHED);
        } else if (event instanceof StreamEvent.MetadataCleared) {
            say(RelayFrame.CLEARED);
        } else {
            queue.complete();
        }
        flush();
    }

    private void say(int tag) {
        ByteBuf frame = form().allocate(RelayFrame.HEAD_BYTES);
        RelayFrame.writeNews(tag, frame);
        write(frame);
    }
}
