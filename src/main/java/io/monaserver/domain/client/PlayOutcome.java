package io.monaserver.domain.client;

import io.monaserver.domain.publication.Listener;

/** What came of a wish to listen. */
public sealed interface PlayOutcome {

    /** Media follows on the sink, after this answer; the session leaves the stream when it ends. */
    record Playing(Listener listener) implements PlayOutcome {}

    /** A script refused, or the client listens to this name already. */
    record Refused(String text) implements PlayOutcome {}
}
