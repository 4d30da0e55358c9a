package io.monaserver.script.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each script prints what LuaJIT printed for it; the recorded output lies beside it. */
class LanguageTest {

    private static final Path SCRIPTS = Path.of("src/test/resources/lua/language");

    @TestFactory
    Stream<DynamicTest> scriptsPrintWhatLuaJitPrints() throws IOException {
        return Files.list(SCRIPTS)
                .filter(path -> path.toString().endsWith(".lua"))
                .sorted()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
    }

    private static void check(Path script) throws IOException {
        String name = script.getFileName().toString();
        Path expected = script.resolveSibling(name.replace(".lua", ".expected"));
        LuaRunner runner = new LuaRunner(ScriptLimits.DEFAULT, SCRIPTS);

        String printed = runner.run(name, Files.readAllBytes(script));

        assertThat(printed).isEqualTo(Files.readString(expected, StandardCharsets.ISO_8859_1));
    }
}
