package io.monaserver.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a late joiner must have before the first frame.
 *
 * @param metadata the last metadata: values {@code onMetaData} and one object
 * @param video the video codec's configuration packet
 * @param audio the audio codec's configuration packet
 */
public record StreamHeaders(
        @Nullable MediaPacket metadata,
        @Nullable MediaPacket video,
        @Nullable MediaPacket audio) {

    /** A stream of which nothing is known yet. */
    public static final StreamHeaders NONE = new StreamHeaders(null, null, null);

    /** These headers with one of them replaced. */
    public StreamHeaders with(MediaPacket header) {
        return switch (header.kind()) {
            case DATA -> new StreamHeaders(header, video, audio);
            case VIDEO -> new StreamHeaders(metadata, header, audio);
            case AUDIO -> new StreamHeaders(metadata, video, header);
        };
    }

    /** These headers without metadata. */
    public StreamHeaders withoutMetadata() {
        return new StreamHeaders(null, video, audio);
    }

    /** The header of this kind. */
    public @Nullable MediaPacket of(MediaKind kind) {
        return switch (kind) {
            case DATA -> metadata;
            case VIDEO -> video;
            case AUDIO -> audio;
        };
    }

    /** Those that are there, in the order in which a joiner gets them. */
    public List<MediaPacket> present() {
        List<MediaPacket> present = new ArrayList<>(3);
        for (MediaPacket header : new @Nullable MediaPacket[] {metadata, video, audio}) {
            if (header != null) {
                present.add(header);
            }
        }
        return present;
    }
}
