package io.monaserver.domain;

/**
 * A packet in its place in a publication's stream: everything a {@link WireForm} needs to encode it alone.
 *
 * @param packet the packet
 * @param sequence 1 for the first packet of the publication, then rising by one
 * @param deltaMs milliseconds since the previous packet of the same kind, 0 for the first and never negative
 * @param role what the packet is for
 * @param headers the headers in force, this packet's own included
 */
public record StreamPacket(MediaPacket packet, long sequence, long deltaMs, Role role, StreamHeaders headers) {

    /** What a packet is for; decides what may be dropped and where a listener may start. */
    public enum Role {
        /** Metadata or codec configuration: cached for late joiners, never dropped. */
        HEADER,
        /** A picture that can be shown without another. */
        KEY_FRAME,
        /** Anything else. */
        FRAME
    }

    /** A header that goes before a packet of this time. */
    public static StreamPacket header(MediaPacket header, long timeMs, StreamHeaders headers) {
        return new StreamPacket(header, 0, 0, Role.HEADER, headers).at(timeMs);
    }

    /** A sound that nobody hears. */
    public static StreamPacket silence(long timeMs, StreamHeaders headers) {
        return new StreamPacket(MediaPacket.audio(timeMs, new byte[0]), 0, 0, Role.FRAME, headers);
    }

    /** Its kind. */
    public MediaKind kind() {
        return packet.kind();
    }

    /** Its time on the publisher's timeline in milliseconds. */
    public long timeMs() {
        return packet.timeMs();
    }

    /** Its payload. */
    public byte[] payload() {
        return packet.payload();
    }

    /** The same packet at another time, as headers are when they are replayed to a late joiner. */
    public StreamPacket at(long timeMs) {
        MediaPacket moved = new MediaPacket(packet.kind(), timeMs, packet.payload(), packet.format());
        return new StreamPacket(moved, sequence, 0, role, headers);
    }
}
