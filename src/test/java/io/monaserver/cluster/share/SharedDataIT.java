package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.data.DataTable;
import io.monaserver.data.DataText;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What scripts keep on nodes that share it. */
class SharedDataIT {

    private static final String SHARED = "cluster.share.data=true";
    private static final DataText KEY = DataText.of("key");

    @Test
    void whatOneNodeWritesTheOthersRead() throws Exception {
        try (ShareNode first = new ShareNode(SHARED)) {
            first.onLane(data -> data.put(KEY, DataText.of("before")));
            for (int i = 0; i < 300; i++) {
                DataText name = DataText.of("entry" + i);
                first.onLane(data -> data.put(name, DataText.of("x".repeat(5000))));
            }
            try (ShareNode second = ShareNode.beside(first, SHARED)) {
                await().untilAsserted(() -> assertThat(read(second)).isEqualTo("before"));
                await().until(() -> second.onLane(DataTable::plainValues) == 301);

                second.onLane(data -> data.put(KEY, DataText.of("after")));
                await().untilAsserted(() -> assertThat(read(first)).isEqualTo("after"));
                first.onLane(data -> {
                    data.remove(KEY);
                    return true;
                });
                await().untilAsserted(() -> assertThat(read(second)).isEqualTo("null"));
            }
        }
    }

    @Test
    void withoutTheSwitchNothingIsShared() throws Exception {
        try (ShareNode first = new ShareNode(SHARED);
                ShareNode second = ShareNode.beside(first)) {
            first.awaitLinks(1);
            second.awaitLinks(1);
            first.onLane(data -> data.put(KEY, DataText.of("mine")));
            second.publish("sign");
            await().until(() -> first.isTaken("sign"));

            assertThat(read(second)).isEqualTo("null");
        }
    }

    private static String read(ShareNode node) {
        return node.onLane(data -> Objects.toString(data.get(KEY)));
    }
}
