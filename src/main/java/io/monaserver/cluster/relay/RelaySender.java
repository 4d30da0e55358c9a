package io.monaserver.cluster.relay;

import io.monaserver.domain.Loop;
import io.monaserver.domain.publication.PublicationRegistry;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Makes the owner's ends of trunks. */
public final class RelaySender {

    private final PublicationRegistry publications;
    private final Supplier<Loop> loops;
    private final RelayPulse pulse;

    /**
     * Sends this node's publications.
     *
     * @param loops gives an event loop for what has none
     */
    public RelaySender(PublicationRegistry publications, Supplier<Loop> loops) {
        this.publications = publications;
        this.loops = loops;
        this.pulse = new RelayPulse(loops.get().executor());
    }

    /** An end for all that this node relays to another. */
    public TrunkSender to(InetSocketAddress node) {
        return new TrunkSender(publications, loops.get(), node, pulse);
    }
}
