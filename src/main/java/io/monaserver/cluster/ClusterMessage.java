package io.monaserver.cluster;

import java.util.Map;
import java.util.Optional;
import org.apache.pekko.cluster.UniqueAddress;

/** What nodes say to each other. Each is written by {@link ClusterMessageSerializer}. */
sealed interface ClusterMessage extends Membership.Command {

    /**
     * What a node shows before anything else. Whatever a later version says after the fields known here is left unread,
     * and so it is with every message.
     *
     * @param version the form of its messages
     * @param oldest the oldest form that it understands
     * @param cluster the name of its cluster
     * @param node its own name
     * @param proof that it has the cluster's secret
     */
    record Passport(int version, int oldest, String cluster, String node, byte[] proof) {}

    /**
     * Says who is there, before any membership: the answer tells a searching node whom to join, and two clusters of
     * each other.
     *
     * @param passport whether the two belong together
     * @param address the sender's canonical address
     * @param startMs when its process started
     * @param cluster the cluster it is a member of; empty while it searches
     * @param isQuestion whether the same is asked of the receiver
     */
    record Introduction(
            Passport passport, String address, long startMs, Optional<ClusterIdentity> cluster, boolean isQuestion)
            implements ClusterMessage {}

    /** Tells all members of a cluster that it gives itself up, and whom to join. */
    record Merge(String address) implements ClusterMessage {}

    /**
     * Opens a link; the link is up for a side that has the other's facts and knows that the other has its own.
     *
     * @param from the sender's incarnation
     * @param linkId the sender's link, new each time it is opened
     * @param heard the receiver's link that the sender has heard of; 0: none
     * @param isQuestion whether the same is asked of the receiver
     * @param passport whether the two belong together
     * @param facts what the sender says of itself
     */
    record Hello(UniqueAddress from, long linkId, long heard, boolean isQuestion, Passport passport, Facts facts)
            implements ClusterMessage {}

    /** A hello that cannot be read; made by the reader, never sent. */
    record MalformedHello(UniqueAddress from, String reason) implements ClusterMessage {}

    /**
     * Closes a link.
     *
     * @param isRefusal whether the receiver is not wanted, so that neither side opens the link again at once
     */
    record Goodbye(UniqueAddress from, String reason, boolean isRefusal) implements ClusterMessage {}

    /** Names a link that is up on both sides: messages of an earlier one are too late. */
    record LinkIds(long sender, long receiver) {}

    /** A piece of the calls from one server to another: see {@link FrameWriter}. */
    record CallFrame(UniqueAddress from, LinkIds link, long sequence, byte[] bytes) implements ClusterMessage {}

    /**
     * Makes room for further frames.
     *
     * @param received the number of the last frame that arrived with all before it
     * @param handled the number of the last frame whose calls are done
     */
    record CallsHandled(UniqueAddress from, LinkIds link, long received, long handled) implements ClusterMessage {}

    /**
     * What a node says of itself to another.
     *
     * @param host the public name that clients are given
     * @param startMs when its process started
     * @param isDialling whether it names the receiver as a target
     * @param properties what its target line for the receiver says
     * @param configs its configuration, public addresses per protocol among it
     */
    record Facts(
            String host,
            long startMs,
            boolean isDialling,
            Map<String, String> properties,
            Map<String, String> configs) {}
}
