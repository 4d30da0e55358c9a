package io.monaserver.script;

import io.monaserver.data.DataTree;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.Loop;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.publication.PublicationRegistry;
import io.monaserver.domain.socket.Sockets;
import java.util.function.Supplier;

/**
 * What of the server scripts reach.
 *
 * @param data what applications keep; belongs to the lane from here on
 * @param loops gives the loop on which a script's publication runs
 */
public record NodeParts(
        DataTree data,
        PublicationRegistry publications,
        GroupRegistry groups,
        Blacklist blacklist,
        Supplier<Loop> loops,
        Sockets sockets) {}
