package io.monaserver.domain.publication;

import io.monaserver.codec.media.AudioTag;
import io.monaserver.codec.media.VideoTag;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.StreamPacket.Role;

/**
 * Puts the packets of successive publishers on one timeline and says what each is for.
 *
 * <p>The timeline never steps back by more than {@link #REORDER_MS}: when a publisher starts anew or jumps back, its
 * times are shifted so that the stream goes on where it was, because a player that waits for a publisher to return
 * would otherwise discard what follows.
 */
final class Sequencer {

    /** Audio and video of one publisher may be interleaved this far out of order; more is a new beginning. */
    static final long REORDER_MS = 3_000;

    private final long[] lastTimes = {-1, -1, -1};
    private StreamHeaders headers = StreamHeaders.NONE;
    private long sequence;
    private long offsetMs;
    private long lastTimeMs = -1;
    private boolean restarted;

    /**
     * A new publisher, whose headers replace the old ones.
     *
     * @param isSameTimeline whether its times are to be taken as they are while they do not step back; else its first
     *     packet continues the timeline
     */
    void restart(boolean isSameTimeline) {
        headers = StreamHeaders.NONE;
        restarted = !isSameTimeline;
    }

    /** The next packet in its place. */
    StreamPacket next(MediaPacket packet) {
        long timeMs = place(packet.timeMs());
        int kind = packet.kind().index();
        long deltaMs = lastTimes[kind] < 0 ? 0 : Math.max(0, timeMs - lastTimes[kind]);
        lastTimes[kind] = Math.max(lastTimes[kind], timeMs);
        lastTimeMs = Math.max(lastTimeMs, timeMs);
        MediaPacket placed = timeMs == packet.timeMs()
                ? packet
                : new MediaPacket(packet.kind(), timeMs, packet.payload(), packet.format());
        Role role = role(packet);
        if (role == Role.HEADER) {
            headers = headers.with(placed);
        }
        return new StreamPacket(placed, ++sequence, deltaMs, role, headers);
    }

    /** A metadata packet: a header whatever it contains. */
    StreamPacket nextMetadata(MediaPacket metadata) {
        long timeMs = lastTimeMs < 0 ? metadata.timeMs() : lastTimeMs;
        MediaPacket placed = new MediaPacket(MediaKind.DATA, timeMs, metadata.payload(), metadata.format());
        long last = lastTimes[MediaKind.DATA.index()];
        long deltaMs = last < 0 ? 0 : Math.max(0, placed.timeMs() - last);
        lastTimes[MediaKind.DATA.index()] = placed.timeMs();
        headers = headers.with(placed);
        return new StreamPacket(placed, ++sequence, deltaMs, Role.HEADER, headers);
    }

    void clearMetadata() {
        headers = headers.withoutMetadata();
    }

    StreamHeaders headers() {
        return headers;
    }

    /** Time of the latest packet, 0 before the first. */
    long lastTimeMs() {
        return Math.max(0, lastTimeMs);
    }

    private long place(long publisherMs) {
        long timeMs = publisherMs + offsetMs;
        if (lastTimeMs >= 0 && (restarted || timeMs < lastTimeMs - REORDER_MS)) {
            offsetMs = lastTimeMs - publisherMs;
            timeMs = lastTimeMs;
        }
        restarted = false;
        return Math.max(0, timeMs);
    }

    private static Role role(MediaPacket packet) {
        return switch (packet.kind()) {
            case AUDIO -> AudioTag.isConfiguration(packet.payload()) ? Role.HEADER : Role.FRAME;
            case VIDEO ->
                switch (VideoTag.kind(packet.payload())) {
                    case CONFIGURATION -> Role.HEADER;
                    case KEY_FRAME -> Role.KEY_FRAME;
                    default -> Role.FRAME;
                };
            case DATA -> Role.FRAME;
        };
    }
}
