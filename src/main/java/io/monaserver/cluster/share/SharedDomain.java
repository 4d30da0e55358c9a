package io.monaserver.cluster.share;

import io.monaserver.domain.Blacklist;
import io.monaserver.domain.Loop;
import io.monaserver.domain.Rendezvous;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.publication.PublicationRegistry;
import java.util.function.Supplier;

/**
 * What of this node is shared with the others.
 *
 * @param rendezvous of RTMFP clients
 * @param loops gives the event loop on which a relay's end lives
 */
public record SharedDomain(
        PublicationRegistry publications,
        GroupRegistry groups,
        Blacklist blacklist,
        Rendezvous rendezvous,
        Supplier<Loop> loops) {}
