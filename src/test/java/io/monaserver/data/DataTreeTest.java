package io.monaserver.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.data.DataTable.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DataTreeTest {

    private final MemoryStore store = new MemoryStore();
    private final DataTree tree = DataTree.load(store, 1 << 20);
    private final DataTable root = tree.root();

    @Test
    void whatWasKeptIsThereAfterLoading() {
        root.put(text("a"), text("1"));
        root.putTable(text("t"));
        ((DataTable) root.get(text("t"))).put(text("b"), DataFlag.TRUE);

        DataTable loaded = DataTree.load(store, 1 << 20).root();

        assertThat(describe(loaded)).hasToString("{a=1, t={b=TRUE}}");
        assertThat(loaded.plainValues()).isEqualTo(1);
    }

    @Test
    void plainValueDoesNotTakeThePlaceOfATable() {
        root.putTable(text("t"));

        assertThat(root.put(text("t"), text("x"))).isEqualTo(Outcome.HOLDS_TABLE);
        assertThat(root.putTable(text("t"))).isEqualTo(Outcome.HOLDS_TABLE);
    }

    @Test
    void removedTableLeavesNothingAndTakesNothing() {
        root.putTable(text("t"));
        DataTable table = (DataTable) root.get(text("t"));
        table.put(text("b"), text("1"));

        root.remove(text("t"));

        assertThat(store.entries).isEmpty();
        assertThat(table.put(text("c"), text("1"))).isEqualTo(Outcome.REMOVED);
        assertThat(root.put(text("t"), text("again"))).isEqualTo(Outcome.KEPT);
    }

    @Test
    void applicationKeepsNothingBeforeItsFirstValue() {
        DataTable deep = tree.application("/a/b");
        assertThat(store.entries).isEmpty();

        deep.put(text("x"), text("1"));

        assertThat(describe(root)).hasToString("{a={b={x=1}}}");
        assertThat(tree.application("/a/b")).isSameAs(deep);
    }

    @Test
    void tableMadeByTheParentIsThatOfTheApplication() {
        DataTable application = tree.application("/a");

        root.putTable(text("a"));

        assertThat(root.get(text("a"))).isSameAs(application);
    }

    @Test
    void applicationsTableMayBeFilledAgainAfterItsParentRemovedIt() {
        DataTable application = tree.application("/a");
        application.put(text("x"), text("1"));

        root.remove(text("a"));
        application.put(text("y"), text("2"));

        assertThat(describe(root)).hasToString("{a={y=2}}");
    }

    @Test
    void applicationWhoseNameHoldsAValueIsRefused() {
        root.put(text("a"), text("1"));

        assertThat(tree.application("/a").put(text("x"), text("1"))).isEqualTo(Outcome.NAME_TAKEN);
    }

    @Test
    void treeIsBounded() {
        DataTree small = DataTree.load(new MemoryStore(), 1000);
        DataText large = DataText.owning(new byte[800]);

        assertThat(small.root().put(text("a"), large)).isEqualTo(Outcome.KEPT);
        assertThat(small.root().put(text("b"), large)).isEqualTo(Outcome.FULL);
        small.root().remove(text("a"));
        assertThat(small.root().put(text("b"), large)).isEqualTo(Outcome.KEPT);
    }

    @Test
    void depthIsBounded() {
        DataTable table = root;
        int depth = 0;
        while (table.putTable(text("t")) == Outcome.KEPT) {
            table = (DataTable) table.get(text("t"));
            depth++;
        }

        assertThat(depth).isEqualTo(200);
        root.remove(text("t"));
        assertThat(store.entries).isEmpty();
    }

    @Test
    void anyChangesAreThereAfterLoading() {
        for (long seed = 0; seed < 200; seed++) {
            MemoryStore changed = new MemoryStore();
            DataTree random = DataTree.load(changed, 1 << 20);
            changeAtRandom(random.root(), new Random(seed));

            DataTable loaded = DataTree.load(changed, 1 << 20).root();

            assertThat(describe(loaded)).as("seed %s", seed).isEqualTo(describe(random.root()));
            assertThat(loaded.plainValues()).isEqualTo(random.root().plainValues());
        }
    }

    private static void changeAtRandom(DataTable root, Random random) {
        List<DataTable> tables = new ArrayList<>(List.of(root));
        for (int i = 0; i < 100; i++) {
            DataTable table = tables.get(random.nextInt(tables.size()));
            DataText name = text("n" + random.nextInt(6));
            switch (random.nextInt(4)) {
                case 0 -> table.remove(name);
                case 1 -> {
                    if (table.putTable(name) == Outcome.KEPT) {
                        tables.add((DataTable) table.get(name));
                    }
                }
                default -> table.put(name, random.nextBoolean() ? text("v" + i) : DataFlag.of(random.nextBoolean()));
            }
        }
    }

    private static Map<String, Object> describe(DataTable table) {
        Map<String, Object> facts = new TreeMap<>();
        table.forEach((name, value) ->
                facts.put(name.toString(), value instanceof DataTable inner ? describe(inner) : value.toString()));
        return facts;
    }

    private static DataText text(String text) {
        return DataText.of(text);
    }
}
