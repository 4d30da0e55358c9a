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
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The listeners' end of a relay: publishes on this node what the owner sends, once the owner says that there is a
 * publisher. Used on the thread of its trunk.
 */
final class RelayIn implements RelayDecoder.Target, PublisherPeer {

    private final PublicationRegistry publications;
    private final String name;
    private final Loop loop;
    private final Executor trunk;
    private final RelayWatcher watcher;
    private final RelayDecoder decoder = new RelayDecoder(this);
    private final List<MediaPacket> early = new ArrayList<>();
    private @Nullable Publisher publisher;
    private boolean hasBegun;
    private boolean isHeld;
    private boolean isRefused;

    /**
     * Nothing is published yet.
     *
     * @param publications where it will be
     * @param name under which
     * @param trunk runs tasks on the trunk's thread, after what it does
     */
    RelayIn(PublicationRegistry publications, String name, Loop loop, Executor trunk, RelayWatcher watcher) {
        this.publications = publications;
        this.name = name;
        this.loop = loop;
        this.trunk = trunk;
        this.watcher = watcher;
    }

    /**
     * Takes the next bytes.
     *
     * @return false if nothing more is wanted, since the name is somebody else's here
     * @throws IllegalArgumentException when they are no frames
     */
    boolean feed(byte[] bytes, int offset, int length) {
        decoder.feed(bytes, offset, length);
        if (publisher != null) {
            publisher.flush();
        }
        return !isRefused;
    }

    /** Gives the name back. Once. */
    void close() {
        giveBack();
        watcher.onEnd();
    }

    @Override
    public void onPublished() {
        giveBack();
        publisher = publications.claim(name, Claimant.RELAY, this, loop).orElse(null);
        if (publisher == null) {
            isRefused = true;
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

    /** On the trunk's thread, so that it follows the packet which took the credit. */
    @Override
    public void onCredit() {
        trunk.execute(() -> hold(false));
    }

    @Override
    public void onClose(String code, String description) {
        watcher.onClose(code, description);
    }

    private void push(MediaPacket packet, boolean isHeader) {
        if (publisher == null) {
            return;
        }
        if (isHeader && packet.kind() == MediaKind.DATA) {
            publisher.setMetadata(packet);
        } else if (!publisher.push(packet)) {
            hold(true);
        }
    }

    private void hold(boolean hold) {
        if (isHeld != hold) {
            isHeld = hold;
            watcher.onHold(hold);
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

    private static MediaPacket at(long timeMs, MediaPacket header) {
        return new MediaPacket(header.kind(), timeMs, header.payload(), header.format());
    }
}
