package io.monaserver.domain.client;

import io.monaserver.domain.publication.Publisher;

/** What came of a wish to publish. */
public sealed interface PublishOutcome {

    /** Push to this publisher; the session releases it when it ends. */
    record Published(Publisher publisher) implements PublishOutcome {}

    /** Somebody else publishes under this name. */
    record NameTaken(String text) implements PublishOutcome {}

    /** The stream cannot be recorded under this name, so it is not published either. */
    record NotRecordable(String text) implements PublishOutcome {}

    /** A script refused. */
    record Refused(String text) implements PublishOutcome {}
}
