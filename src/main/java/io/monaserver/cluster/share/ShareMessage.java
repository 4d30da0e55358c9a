package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.common.ClientId;
import io.monaserver.domain.PeerPlace;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/** What the nodes say to each other about what they share. Each is written by {@link ShareSerializer}. */
sealed interface ShareMessage {

    /** Asks a node for the stream by which all of its publications come that will be relayed. */
    record OpenTrunk(ActorRef<TrunkOpened> replyTo) implements ShareMessage, PublicationShare.Command {}

    /**
     * The stream.
     *
     * @param stream the reference by which it is run
     * @param orders who is told what it shall carry
     */
    record TrunkOpened(String stream, ActorRef<RelayOrder> orders) implements ShareMessage, IncomingTrunk.Command {}

    /** What a trunk shall carry; the channel is a number that whoever receives it chooses. */
    sealed interface RelayOrder extends ShareMessage, OutgoingTrunk.Command {}

    /** Asks for a publication, which then comes by the channel until that is said to end. */
    record OpenRelay(int channel, String name) implements RelayOrder {}

    /** Nothing of the channel is wanted any more. */
    record CloseRelay(int channel) implements RelayOrder {}

    /** Nothing of the channel is wanted for now, or it is again. */
    record HoldRelay(int channel, boolean isHeld) implements RelayOrder {}

    /** Asks the owner of a publication to close it, as a script of another node wants. */
    record CloseOwned(String name, String code, String description) implements ShareMessage, PublicationShare.Command {}

    /** Asks whether a client is connected. */
    record SeekPeer(ClientId peer, ActorRef<PeerAnswer> replyTo) implements ShareMessage, PeerShare.Command {}

    /** Passes a hello on to a client; the bytes are the transport's. */
    record PassHello(ClientId peer, ByteString hello, ActorRef<PeerAnswer> replyTo)
            implements ShareMessage, PeerShare.Command {}

    /**
     * What a node has in its data tree.
     *
     * @param node which says so
     * @param next the bucket from which on there may be more that was asked for; {@link #NOTHING_MORE}
     */
    record DataChanged(String node, Map<String, Write> writes, int next) implements ShareMessage, DataShare.Command {

        /** Nothing follows. */
        static final int NOTHING_MORE = -1;
    }

    /**
     * Asks a node for what this one has missed.
     *
     * @param node which asks
     * @param digests of all its buckets
     * @param from the bucket to begin with
     */
    record DataAsked(String node, List<Long> digests, int from) implements ShareMessage, DataShare.Command {}

    /** How busy a node is. */
    record LoadTold(String node, Load load) implements ShareMessage, LoadShare.Command {}

    /** What is said of a client by the node that was asked. */
    sealed interface PeerAnswer extends ShareMessage, PeerShare.Command {}

    /** The client is connected to this node. */
    record PeerFound(ClientId peer, String node, PeerPlace place) implements PeerAnswer {}

    /** The client is not connected to this node any more. */
    record PeerLost(ClientId peer, String node) implements PeerAnswer {}
}
