package io.monaserver.cluster.share;

import org.apache.pekko.actor.typed.ActorRef;

/** What the nodes say to each other about what they share. Each is written by {@link ShareSerializer}. */
sealed interface ShareMessage {

    /** Asks the owner of a publication for it. */
    record OpenRelay(String name, ActorRef<Answer> replyTo) implements ShareMessage, PublicationShare.Command {}

    /** Asks the owner of a publication to close it, as a script of another node wants. */
    record CloseOwned(String name, String code, String description) implements ShareMessage, PublicationShare.Command {}

    /** What an owner answers. */
    sealed interface Answer extends ShareMessage, Relay.Command {}

    /** The publication's packets are to be had from this stream reference. */
    record RelayOpened(String stream) implements Answer {}

    /** Nobody publishes under this name here. */
    record NotHere(String name) implements Answer {}
}
