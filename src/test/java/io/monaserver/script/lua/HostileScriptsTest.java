package io.monaserver.script.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No script of the corpus outlives its budget, reaches out of the sandbox, or keeps the next one from running. */
class HostileScriptsTest {

    private static final Path CORPUS = Path.of("src/test/resources/lua/hostile");
    private static final ScriptLimits LIMITS =
            new ScriptLimits(Duration.ofMillis(300), 0, 200L << 20, ScriptLimits.DEFAULT.depth(), 100);

    /** The budget, and time for a machine that does other things too. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> scriptsAreStopped() throws IOException {
        return Files.list(CORPUS)
                .sorted()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
    }

    private static void check(Path script) throws IOException {
        LuaRunner runner = new LuaRunner(LIMITS, folder);
        byte[] source = Files.readAllBytes(script);
        String name = script.getFileName().toString();

        String output = assertTimeoutPreemptively(PATIENCE, () -> runner.run(name, source));

        assertThat(output).doesNotContain("owned", "root:", "java.lang");
        if (name.startsWith("loop_") || name.startsWith("memory_concat")) {
            assertThat(output).startsWith("breach: " + name + ":");
        }
        String next = runner.run("next.lua", "print(1 + 1)".getBytes(StandardCharsets.UTF_8));
        assertThat(next).isEqualTo("2\n");
    }

    @Test
    void breachesNameFileAndLine() {
        LuaRunner runner = new LuaRunner(LIMITS, folder);

        byte[] loop = "local x = 1\nwhile true do\nx = x + 1 end".getBytes(StandardCharsets.UTF_8);
        String output = runner.run("main.lua", loop);

        assertThat(output).matches("breach: main.lua:[23]: time budget used up: 300 ms .*\n");
    }

    @Test
    void nothingOutsideOfTheFoldersIsOpened() throws IOException {
        Files.writeString(folder.resolve("inside.txt"), "ok");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc"));
        LuaRunner runner = new LuaRunner(LIMITS, folder);

        String output = runner.run("main.lua", """
                print(io.open("inside.txt"):read("*a"))
                for _, name in ipairs {"/etc/passwd", "link/passwd", "../x", "link/new"} do
                  print(io.open(name, "w"))
                end
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(output.lines()).hasSize(5).first().isEqualTo("ok");
        assertThat(output.lines().skip(1)).allMatch(line -> line.startsWith("nil\t") && line.contains("denied"));
    }
}
