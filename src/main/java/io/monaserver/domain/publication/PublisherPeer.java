package io.monaserver.domain.publication;

/** What a publisher is told. Called on the publication's thread; implementations bring it to their own. */
public interface PublisherPeer {

    /**
     * A script closes the publication.
     *
     * @param code of the status to send, {@code Publish.Error} for example; empty for none
     * @param description of that status
     */
    void onClose(String code, String description);

    /** Pushing may go on after {@link Publisher#push} returned false. */
    void onCredit();

    /** The file that was asked for is being written. */
    default void onRecordStarted() {}

    /** The file could not be written, or no further; the publication goes on without it. */
    default void onRecordFailed(String reason) {}
}
