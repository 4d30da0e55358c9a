package io.monaserver.domain;

/** What a listener is told about its stream, beside the media. */
public sealed interface StreamEvent {

    /** A publisher has started; media follows. */
    record Published(String name) implements StreamEvent {}

    /** The publisher has gone; the listener stays and waits for the next one. */
    record Unpublished(String name) implements StreamEvent {}

    /** The publisher has taken its metadata back; players know no such thing, who passes the stream on does. */
    record MetadataCleared(String name) implements StreamEvent {}

    /** The publication was closed under the listener, or the listener was too slow for too long. No media follows. */
    record Closed(String name, String reason) implements StreamEvent {}
}
