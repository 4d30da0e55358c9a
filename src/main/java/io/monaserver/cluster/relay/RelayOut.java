package io.monaserver.cluster.relay;

import io.monaserver.common.ClientId;
import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.domain.publication.Listener;
import io.monaserver.domain.publication.PublicationRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The owner's end of a relay: a listener like any other, with a queue of its own that the drop rule looks at. It ends
 * with the publisher; whoever still wants the name opens it anew.
 */
public final class RelayOut implements MediaSink {

    /** Packets of one moment, audio and video, leave together. */
    private static final Map<String, String> PARAMETERS = Map.of("mergeWrite", "5");

    private final RelayQueue queue = new RelayQueue();
    private final ScheduledExecutorService loop;

    private RelayOut(ScheduledExecutorService loop) {
        this.loop = loop;
    }

    /**
     * Listens to a name of this node.
     *
     * @param loop on which the listener lives
     * @param to the node that gets it
     * @return the stream to be run there
     */
    public static Source<byte[], NotUsed> open(
            PublicationRegistry publications, String name, Loop loop, InetSocketAddress to) {
        RelayOut sink = new RelayOut(loop.executor());
        RelayClient client = new RelayClient(ClientId.random(), to);
        Listener listener = publications.listen(client, new ListenRequest(name, PARAMETERS, sink), loop);
        loop.executor().execute(listener::join);
        return Source.fromGraph(
                new RelaySource(sink.queue, () -> loop.executor().execute(listener::leave)));
    }

    @Override
    public ScheduledExecutorService loop() {
        return loop;
    }

    @Override
    public WireForm form() {
        return RelayForm.INSTANCE;
    }

    @Override
    public void write(ByteBuf wire) {
        queue.offer(wire);
        wire.release();
    }

    @Override
    public void flush() {
        queue.signal();
    }

    @Override
    public long pendingBytes() {
        return queue.pendingBytes();
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Published) {
            ByteBuf frame = Unpooled.buffer(RelayFrame.HEAD_BYTES);
            RelayFrame.writePublished(frame);
            write(frame);
            flush();
        } else {
            queue.complete();
        }
    }
}
