package io.monaserver.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImportTest {

    private final DataTree tree = DataTree.load(new MemoryStore(), 1 << 20);

    @TempDir
    Path folder;

    @Test
    void valuesAndTablesAreTakenOver() throws Exception {
        store("number", "007");
        store("flag", "true");
        store("app/sub/name", "Größe");

        assertThat(FolderImport.run(folder, tree)).isEqualTo(new FolderImport.Result(3, 0));

        assertThat(value("number")).isEqualTo(DataText.of("007"));
        assertThat(value("flag")).isEqualTo(DataFlag.TRUE);
        assertThat(tree.application("/app/sub").get(DataText.of("name"))).isEqualTo(DataText.of("Größe"));
    }

    @Test
    void whatIsNoValueIsLeftOut() throws Exception {
        Files.createDirectories(folder.resolve("removed"));
        store("good", "1");
        Path damaged = store("damaged", "1");
        Files.writeString(damaged, "2");
        Files.writeString(folder.resolve("good/readme.txt"), "notes");

        assertThat(FolderImport.run(folder, tree)).isEqualTo(new FolderImport.Result(1, 1));
        assertThat(tree.root().names()).containsExactly(DataText.of("good"));
    }

    @Test
    void tableWinsOverTheValueThatTheOriginalLeftBesideIt() throws Exception {
        store("both", "1");
        store("both/inner", "2");

        assertThat(FolderImport.run(folder, tree)).isEqualTo(new FolderImport.Result(1, 1));
        assertThat(value("both")).isInstanceOf(DataTable.class);
    }

    @Test
    void importedValueTakesThePlaceOfAKeptOne() throws Exception {
        tree.root().put(DataText.of("a"), DataText.of("old"));
        store("a", "new");

        FolderImport.run(folder, tree);

        assertThat(value("a")).isEqualTo(DataText.of("new"));
    }

    private DataValue value(String name) {
        return tree.root().get(DataText.of(name));
    }

    private Path store(String name, String value) throws IOException, java.security.NoSuchAlgorithmException {
        byte[] content = value.getBytes(StandardCharsets.UTF_8);
        Path entry = Files.createDirectories(folder.resolve(name));
        byte[] md5 = MessageDigest.getInstance("MD5").digest(content);
        return Files.write(entry.resolve(String.format("%032x", new BigInteger(1, md5))), content);
    }
}
