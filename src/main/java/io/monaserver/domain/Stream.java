package io.monaserver.domain;

import org.jspecify.annotations.Nullable;

/** A publication as scripts, the cluster and the status page see it: its name and live figures. Safe on any thread. */
public interface Stream {

    /** Its name, unique on the server. */
    String name();

    /** Whether a publisher is there. */
    boolean isRunning();

    /** Time of the last media packet on the publisher's timeline, in milliseconds. */
    long lastTimeMs();

    /** Video frames that the publisher sent and that were lost on the way in, since the publication began. */
    long droppedFrames();

    /** Video frames left out for listeners that could not keep up, summed over the listeners. */
    long skippedFrames();

    /** Number of listeners. */
    int listenerCount();

    /** Figures about what the publisher sends. */
    QualityOfService qos(MediaKind kind);

    /** The metadata in force: values {@code onMetaData} and one object; null if there is none. */
    @Nullable
    MediaPacket metadata();

    /**
     * Sends the stream's packets to a script that asked for them. Replaces the tap set before.
     *
     * @param kinds the {@link MediaKind#bit bits} of the kinds wanted, 0 for none
     */
    void tap(int kinds, StreamTap tap);

    /** Replaces the metadata; null clears it. */
    void setMetadata(@Nullable MediaPacket metadata);

    /** Closes the publication: its publisher gets the status, if a code is given, and is told to close. */
    void close(String code, String description);
}
