package io.monaserver.cluster.relay;

import io.monaserver.domain.Loop;
import io.monaserver.domain.publication.PublicationRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners' end of a trunk: publishes on this node what the other one relays, each channel under its name. One
 * publication that does not keep up has its channel held and stops no other. Materialised once, and used by one actor
 * from then on.
 */
public final class TrunkReceiver extends GraphStage<SinkShape<byte[]>> {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkReceiver.class);

    private final Inlet<byte[]> in = Inlet.create("trunk.in");
    private final PublicationRegistry publications;
    private final Supplier<Loop> loops;
    private final Map<Integer, RelayIn> relays = new ConcurrentHashMap<>();
    private final CompletableFuture<Done> ended = new CompletableFuture<>();
    private @Nullable AsyncCallback<Runnable> tasks;

    /** Publishes there, on these loops. */
    public TrunkReceiver(PublicationRegistry publications, Supplier<Loop> loops) {
        this.publications = publications;
        this.loops = loops;
    }

    /** Publishes what comes by a channel. To be called before the other node is asked for it. */
    public void open(int channel, String name, RelayWatcher watcher) {
        relays.put(channel, new RelayIn(publications, name, loops.get(), this::later, watcher));
    }

    /** Gives a channel's name back. */
    public void close(int channel) {
        later(() -> end(channel));
    }

    /** Completes when the stream has ended and all names are given back. */
    public CompletionStage<Done> ended() {
        return ended;
    }

    @Override
    public SinkShape<byte[]> shape() {
        return SinkShape.of(in);
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        Logic logic = new Logic();
        tasks = logic.createAsyncCallback(Runnable::run);
        return logic;
    }

    private void later(Runnable task) {
        if (tasks != null) {
            tasks.invoke(task);
        }
    }

    private void end(int channel) {
        RelayIn relay = relays.remove(channel);
        if (relay != null) {
            relay.close();
        }
    }

    private final class Logic extends GraphStageLogic implements TrunkBatch.Target {

        Logic() {
            super(shape());
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    TrunkBatch.read(grab(in), Logic.this);
                    pull(in);
                }
            });
        }

        @Override
        public void preStart() {
            pull(in);
        }

        @Override
        public void postStop() {
            List.copyOf(relays.keySet()).forEach(TrunkReceiver.this::end);
            ended.complete(Done.done());
        }

        /** A channel that is unknown was closed on this side, and the other one is about to learn that. */
        @Override
        public void onBytes(int channel, byte[] batch, int offset, int length) {
            RelayIn relay = relays.get(channel);
            try {
                if (relay != null && !relay.feed(batch, offset, length)) {
                    end(channel);
                }
            } catch (IllegalArgumentException e) {
                LOG.warn("A relay is closed: {}", e.getMessage());
                end(channel);
            }
        }

        @Override
        public void onEnd(int channel) {
            end(channel);
        }
    }
}
