package io.monaserver.domain;

/** Receives a publication's packets beside the listeners, on the publication's thread; must return at once. */
public interface StreamTap {

    /** A packet was published. */
    void onPacket(MediaPacket packet);

    /** The publisher has pushed all it had. */
    void onFlush();

    /** The metadata changed. */
    void onMetadata();
}
