package io.monaserver.cluster.share;

import io.monaserver.domain.ServerInfo;
import java.net.InetSocketAddress;

/**
 * Another node to which there is a link.
 *
 * @param address {@code system@host:port}
 * @param uid of its actor system, another one after each start
 * @param socket where its link listens
 */
record Peer(String address, long uid, InetSocketAddress socket) {

    static Peer of(ServerInfo server) {
        int mark = server.id().lastIndexOf('#');
        return new Peer(
                server.id().substring(0, mark), Long.parseLong(server.id().substring(mark + 1)), server.address());
    }

    /** The path of an actor of that node, which is one of its system's. */
    String path(String name) {
        return "pekko://" + address + "/system/" + name;
    }
}
