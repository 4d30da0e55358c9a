package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.data.DataFlag;
import io.monaserver.data.DataRecord;
import io.monaserver.data.DataStore;
import io.monaserver.data.DataTable;
import io.monaserver.data.DataText;
import io.monaserver.data.DataTree;
import io.monaserver.data.DataValue;
import io.monaserver.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data trees of several nodes, with messages that come when and if the test wishes. */
class DataMirrorTest {

    private static final List<String> NAMES = List.of("a", "b", "é\u0000", "");

    private final ManualClock clock = new ManualClock();

    @Test
    void writesAndRemovalsTravel() {
        Node one = new Node("one");
        Node two = new Node("two");

        one.put(List.of("a"), DataText.of("x"));
        one.put(List.of("t", "inner", "é"), DataFlag.TRUE);
        two.take(one.said());
        assertThat(two.content()).isEqualTo(Map.of("a", "x", "t", Map.of("inner", Map.of("é", "TRUE"))));

        two.remove(List.of("t"));
        two.put(List.of("a"), DataText.of("y"));
        one.take(two.said());
        assertThat(one.content()).isEqualTo(Map.of("a", "y"));
    }

    @Test
    void laterOfTwoWritesStays() {
        Node one = new Node("one");
        Node two = new Node("two");
        one.put(List.of("a"), DataText.of("earlier"));
        clock.advance(Duration.ofMillis(1));
        two.put(List.of("a"), DataText.of("later"));

        List<Map<String, Write>> first = one.said();
        one.take(two.said());
        two.take(first);

        assertThat(one.content()).isEqualTo(Map.of("a", "later"));
        assertThat(two.content()).isEqualTo(one.content());
    }

    @Test
    void writeInATableThatAnotherRemovesKeepsTheTable() {
        Node one = new Node("one");
        Node two = new Node("two");
        one.put(List.of("t", "a"), DataText.of("x"));
        two.take(one.said());

        one.remove(List.of("t"));
        two.put(List.of("t", "b"), DataText.of("y"));
        List<Map<String, Write>> removal = one.said();
        one.take(two.said());
        two.take(removal);

        assertThat(one.content()).isEqualTo(Map.of("t", Map.of("b", "y")));
        assertThat(two.content()).isEqualTo(one.content());
        one.remove(List.of("t", "b"));
        two.take(one.said());
        assertThat(two.content()).isEqualTo(Map.of("t", Map.of()));
        assertThat(one.content()).isEqualTo(two.content());
    }

    /** Whatever nodes write, whatever gets lost, in whatever order the rest comes: once they ask, all is the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void treesBecomeTheSame(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            List<Node> nodes = new ArrayList<>();
            List<Map<String, Write>> underWay = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                nodes.add(new Node("node" + i));
            }
            for (int step = 0; step < 150; step++) {
                Node node = nodes.get(random.nextInt(nodes.size()));
                act(random, node);
                underWay.addAll(node.said());
                if (!underWay.isEmpty() && random.nextInt(3) > 0) {
                    Map<String, Write> message = underWay.get(random.nextInt(underWay.size()));
                    nodes.get(random.nextInt(nodes.size())).take(List.of(message));
                }
                if (random.nextInt(50) == 0) {
                    nodes.set(0, nodes.get(0).restarted());
                }
                clock.advance(Duration.ofMillis(random.nextInt(2)));
            }
            heal(nodes);
            for (Node node : nodes) {
                assertThat(node.content())
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(nodes.get(0).content());
                assertThat(node.restarted().content()).isEqualTo(node.content());
                assertThat(node.writes.digests().equals(nodes.get(0).writes.digests()))
                        .isTrue();
            }
            Map<String, Object> content = nodes.get(0).content();
            nodes.replaceAll(Node::restarted);
            heal(nodes);
            nodes.forEach(node -> assertThat(node.content()).isEqualTo(content));
        }
    }

    private static void act(Random random, Node node) {
        List<String> path = new ArrayList<>();
        for (int depth = 0; depth <= random.nextInt(3); depth++) {
            path.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        switch (random.nextInt(5)) {
            case 0 -> node.remove(path);
            case 1 -> node.putTable(path);
            case 2 -> node.put(path, DataFlag.of(random.nextBoolean()));
            default -> node.put(path, DataText.of("v" + random.nextInt(5)));
        }
    }

    private static void heal(List<Node> nodes) {
        for (int i = 0; i < 3; i++) {
            for (Node asker : nodes) {
                for (Node asked : nodes) {
                    asker.ask(asked);
                }
            }
        }
    }

    @Test
    void nodeThatWasAwayAsksForWhatItMissedBucketAfterBucket() {
        Node one = new Node("one");
        Node two = new Node("two");
        String text = "x".repeat(3000);
        for (int i = 0; i < 500; i++) {
            one.put(List.of("t", "name" + i), DataText.of(text));
        }

        assertThat(two.ask(one)).isBetween(5, 100);
        assertThat(two.content()).isEqualTo(one.content());
        assertThat(two.ask(one)).isOne();
    }

    @Test
    void removedEntriesAreForgottenBeyondABound() {
        Node one = new Node("one");
        for (int i = 0; i < DataWrites.MAX_REMOVED + 10; i++) {
            String key = "k" + i;
            one.writes.write(key, "tx");
            one.writes.write(key, null);
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(one.writes.accept("k0", new Write(1, "other", "told again"))).isTrue();
        assertThat(one.writes.accept("k" + DataWrites.MAX_REMOVED, new Write(1, "other", "t")))
                .isFalse();
        assertThat(new Node("two").writes.digests()).isNotEqualTo(one.writes.digests());
    }

    @Test
    void whatIsTooLargeForAMessageStaysHere() {
        Node one = new Node("one");

        one.put(List.of("a"), DataText.of("x".repeat(DataMirror.MAX_ENTRY_BYTES)));

        assertThat(one.said()).isEmpty();
        assertThat(one.content()).containsKey("a");
    }

    @Test
    void nonsenseOfOthersIsLeftOut() {
        Node one = new Node("one");

        one.take(List.of(Map.of(
                "a", new Write(5, "x", ""),
                "b", new Write(5, "x", "t\u0200"),
                "c\u0200", new Write(5, "x", "tx"),
                "d", new Write(5, "x", "7"))));

        assertThat(one.content()).isEmpty();
    }

    private final class Node {

        private final String name;
        private final Kept data;
        private final Kept moments;
        private final DataTree tree;
        private final DataWrites writes;
        private final DataMirror mirror;
        private final List<Map<String, Write>> said = new ArrayList<>();

        Node(String name) {
            this(name, new Kept(), new Kept());
        }

        private Node(String name, Kept data, Kept moments) {
            this.name = name;
            this.data = data;
            this.moments = moments;
            tree = DataTree.load(data, 1 << 30);
            Moments kept = new Moments(DataTree.load(moments, 1 << 30));
            writes = new DataWrites(clock, name, kept);
            mirror = new DataMirror(tree, writes, kept, said::add);
        }

        Node restarted() {
            return new Node(name, data.copy(), moments.copy());
        }

        private DataTable table(List<String> path) {
            DataTable table = tree.root();
            for (String key : path.subList(0, path.size() - 1)) {
                table.putTable(DataText.of(key));
                if (table.get(DataText.of(key)) instanceof DataTable inner) {
                    table = inner;
                }
            }
            return table;
        }

        void put(List<String> path, DataValue value) {
            DataText key = DataText.of(path.get(path.size() - 1));
            if (table(path).put(key, value) == DataTable.Outcome.HOLDS_TABLE) {
                table(path).remove(key);
                table(path).put(key, value);
            }
        }

        void putTable(List<String> path) {
            table(path).putTable(DataText.of(path.get(path.size() - 1)));
        }

        void remove(List<String> path) {
            table(path).remove(DataText.of(path.get(path.size() - 1)));
        }

        List<Map<String, Write>> said() {
            List<Map<String, Write>> all = List.copyOf(said);
            said.clear();
            return all;
        }

        void take(List<Map<String, Write>> messages) {
            messages.forEach(mirror::accept);
        }

        /** As the actors do it; gives how many questions it took. */
        int ask(Node other) {
            int questions = 0;
            for (int from = 0; from < DataWrites.BUCKETS; questions++) {
                DataWrites.Missed missed = other.writes.missed(writes.digests(), from);
                mirror.accept(missed.writes());
                from = missed.next();
            }
            return questions;
        }

        Map<String, Object> content() {
            return content(tree.root());
        }

        private static Map<String, Object> content(DataTable table) {
            Map<String, Object> content = new TreeMap<>();
            table.forEach((key, value) ->
                    content.put(key.toString(), value instanceof DataTable inner ? content(inner) : value.toString()));
            return content;
        }
    }

    /** A store that forgets nothing and writes nothing. */
    private static final class Kept implements DataStore {

        private final TreeMap<Long, DataRecord> records = new TreeMap<>();

        Kept copy() {
            Kept copy = new Kept();
            copy.records.putAll(records);
            return copy;
        }

        @Override
        public void load(Consumer<DataRecord> reader) {
            records.values().forEach(reader);
        }

        @Override
        public void put(DataRecord entry) {
            records.put(entry.id(), entry);
        }

        @Override
        public void remove(long id) {
            records.remove(id);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
