package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedBansIT {

    private static final IpAddress ONE = IpAddress.of(new byte[] {(byte) 192, 0, 2, 1});
    private static final IpAddress TWO = IpAddress.of(new byte[] {(byte) 192, 0, 2, 2});

    private final List<ShareNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(ShareNode::close);
    }

    @Test
    void banAndItsLiftingReachAllNodesAlsoThoseThatComeLater() throws Exception {
        ShareNode first = add(new ShareNode());
        first.blacklist.add(ONE);
        ShareNode second = add(ShareNode.beside(first));
        second.blacklist.add(TWO);

        await().until(() -> refuses(second, ONE) && refuses(first, TWO));

        second.blacklist.remove(ONE);
        await().until(() -> !refuses(first, ONE));
        assertThat(refuses(second, TWO)).isTrue();
    }

    @Test
    void nodeThatKeepsItsBansToItselfLearnsNone() throws Exception {
        ShareNode first = add(new ShareNode());
        ShareNode second = add(ShareNode.beside(first, "cluster.share.blacklist=false"));
        ShareNode third = add(ShareNode.beside(first));
        first.blacklist.add(ONE);

        await().until(() -> refuses(third, ONE));
        assertThat(refuses(second, ONE)).isFalse();
    }

    private ShareNode add(ShareNode node) {
        nodes.add(node);
        return node;
    }

    private static boolean refuses(ShareNode node, IpAddress address) throws Exception {
        InetAddress host = InetAddress.getByName(address.toString());
        return node.blacklist.refuses(new InetSocketAddress(host, 1));
    }
}
