package io.monaserver.cluster.relay;

import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.publication.Claimant;
import io.monaserver.domain.publication.PublicationRegistry;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.PublisherPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.pekko.Done;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * The listeners' end of a relay: publishes on this node what the owner sends. More under way than the publication takes
 * stops the stream, back to the owner's queue. Materialised once.
 */
public final class RelayIn extends GraphStage<SinkShape<byte[]>> {

    private final Inlet<byte[]> in = Inlet.create("relay.in");
    private final PublicationRegistry publications;
    private final String name;
    private final Loop loop;
    private final BiConsumer<String, String> onClose;
    private final CompletableFuture<Done> ended = new CompletableFuture<>();

    /**
     * Publishes under a name once the owner says that there is a publisher.
     *
     * @param onClose told with a status, on any thread, when the publication is to be closed here
     */
    public RelayIn(PublicationRegistry publications, String name, Loop loop, BiConsumer<String, String> onClose) {
        this.publications = publications;
        this.name = name;
        this.loop = loop;
        this.onClose = onClose;
    }

    /** Completes when the stream has ended and the name is given back. */
    public CompletionStage<Done> ended() {
        return ended;
    }

    @Override
    public SinkShape<byte[]> shape() {
        return SinkShape.of(in);
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic implements RelayDecoder.Target, PublisherPeer {

        private final RelayDecoder decoder = new RelayDecoder(this);
        private final List<MediaPacket> early = new ArrayList<>();
        private final AsyncCallback<Done> credited = createAsyncCallback(done -> onCredited());
        private @Nullable Publisher publisher;
        private boolean hasBegun;
        private boolean isStarved;

        Logic() {
            super(shape());
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    take(grab(in));
                }
            });
        }

        @Override
        public void preStart() {
            pull(in);
        }

        @Override
        public void postStop() {
            giveBack();
            ended.complete(Done.done());
        }

        private void take(byte[] fragment) {
            decoder.feed(fragment);
            if (publisher != null) {
                publisher.flush();
            }
            if (!isStarved && !isClosed(in)) {
                pull(in);
            }
        }

        @Override
        public void onPublished() {
            giveBack();
            publisher = publications.claim(name, Claimant.RELAY, this, loop).orElse(null);
            if (publisher == null) {
                completeStage();
            } else {
                publisher.start();
            }
        }

        @Override
        public void onCleared() {
            early.removeIf(header -> header.kind() == MediaKind.DATA);
            if (publisher != null) {
                publisher.setMetadata(null);
            }
        }

        /** Headers that precede all media have no time of their own: they wait for the first packet's. */
        @Override
        public void onPacket(MediaPacket packet, boolean isHeader) {
            if (isHeader && !hasBegun) {
                early.add(packet);
                return;
            }
            if (!hasBegun) {
                hasBegun = true;
                early.forEach(header -> push(at(packet.timeMs(), header), true));
                early.clear();
            }
            push(packet, isHeader);
        }

        private void push(MediaPacket packet, boolean isHeader) {
            if (publisher == null) {
                return;
            }
            if (isHeader && packet.kind() == MediaKind.DATA) {
                publisher.setMetadata(packet);
            } else {
                isStarved |= !publisher.push(packet);
            }
        }

        private void onCredited() {
            if (isStarved) {
                isStarved = false;
                if (!isClosed(in) && !hasBeenPulled(in)) {
                    pull(in);
                }
            }
        }

        private void giveBack() {
            if (publisher != null) {
                publisher.release();
                publisher = null;
            }
            hasBegun = false;
            early.clear();
        }

        @Override
        public void onCredit() {
            credited.invoke(Done.done());
        }

        @Override
        public void onClose(String code, String description) {
            onClose.accept(code, description);
        }

        private static MediaPacket at(long timeMs, MediaPacket header) {
            return new MediaPacket(header.kind(), timeMs, header.payload(), header.format());
        }
    }
}
