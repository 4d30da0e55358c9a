package io.monaserver.testkit;

import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.codec.media.AudioTag;
import io.monaserver.codec.media.VideoTag;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.PublisherPeer;
import io.monaserver.transport.net.EventLoops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Publishes an FLV file as if it were live: each packet in its time, and the file again and again. */
public final class LivePublisher implements AutoCloseable {

    private static final PublisherPeer PEER = new PublisherPeer() {
        @Override
        public void onClose(String code, String description) {}

        @Override
        public void onCredit() {}
    };

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<FlvTags.Tag> tags;
    private final Publisher publisher;
    private final long roundMs;
    private final long startNanos = System.nanoTime();
    private int next;
    private long offsetMs;

    public LivePublisher(WebNode node, String name, Path flv) throws IOException {
        tags = FlvTags.read(Files.readAllBytes(flv));
        roundMs = tags.get(tags.size() - 1).timeMs() + 40;
        EventLoops loops = node.loops();
        publisher = node.publications().claim(name, PEER, loops.any()).orElseThrow();
        thread.execute(publisher::start);
        thread.scheduleAtFixedRate(this::push, 0, 5, TimeUnit.MILLISECONDS);
    }

    /** The payloads of the file's audio or video tags. */
    public List<byte[]> payloads(int type) {
        return tags.stream()
                .filter(tag -> tag.type() == type)
                .map(FlvTags.Tag::payload)
                .toList();
    }

    private void push() {
        long nowMs = (System.nanoTime() - startNanos) / 1_000_000;
        boolean pushed = false;
        while (tags.get(next).timeMs() + offsetMs <= nowMs) {
            FlvTags.Tag tag = tags.get(next);
            if (offsetMs == 0 || !isHeader(tag)) {
                push(tag.type(), tag.timeMs() + offsetMs, tag.payload());
            }
            pushed = true;
            next++;
            if (next == tags.size()) {
                next = 0;
                offsetMs += roundMs;
            }
        }
        if (pushed) {
            publisher.flush();
        }
    }

    private static boolean isHeader(FlvTags.Tag tag) {
        return tag.type() == 18
                || (tag.type() == 9
                        ? VideoTag.isConfiguration(tag.payload())
                        : AudioTag.isConfiguration(tag.payload()));
    }

    private void push(int type, long timeMs, byte[] payload) {
        switch (type) {
            case 8 -> publisher.push(MediaPacket.audio(timeMs, payload));
            case 9 -> publisher.push(MediaPacket.video(timeMs, payload));
            default -> publisher.setMetadata(MediaPacket.data(timeMs, payload, Amf0Format.INSTANCE));
        }
    }

    @Override
    public void close() {
        thread.execute(publisher::release);
        thread.shutdown();
    }
}
