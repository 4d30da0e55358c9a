package io.monaserver.domain.publication;

/**
 * How publications treat their listeners.
 *
 * @param mergeWriteMs how long packets may wait so that they go out together, in milliseconds; 0 sends at once
 * @param gopCacheBytes most bytes of pictures kept for late joiners, 0 for none
 * @param listenerQueueBytes bytes queued for one listener beyond which its video is dropped up to the next key frame;
 *     at twice as many audio is dropped too
 * @param slowListenerMs a listener that stays beyond its queue for this long is closed
 * @param publisherCreditBytes bytes of one publisher under way to its publication before reading stops
 */
public record PublicationSettings(
        int mergeWriteMs, long gopCacheBytes, long listenerQueueBytes, long slowListenerMs, long publisherCreditBytes) {

    /** The defaults of the shipped configuration. */
    public static final PublicationSettings DEFAULT = new PublicationSettings(0, 8L << 20, 4L << 20, 20_000, 1L << 20);
}
