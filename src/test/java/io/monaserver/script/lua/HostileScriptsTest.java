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

    /** With all the time of the world, steps alone end what does not end by itself. */
    @TestFactory
    Stream<DynamicTest> loopsAreStoppedByTheirSteps() throws IOException {
        ScriptLimits limits = new ScriptLimits(Duration.ofHours(1), 2_000_000, 4L << 30, LIMITS.depth(), 100);
        return Files.list(CORPUS)
                .filter(path -> path.getFileName().toString().startsWith("loop_"))
                .sorted()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> {
                    String output = assertTimeoutPreemptively(
                            Duration.ofMinutes(1),
                            () -> new LuaRunner(limits, folder).run("loop.lua", Files.readAllBytes(path)));

                    assertThat(output).matches("breach: loop.lua:\\d+: step budget used up: 2000000 steps .*\n");
                }));
    }

    @Test
    void stacksFitTheDepthThatIsConfigured() {
        ScriptLimits limits = new ScriptLimits(Duration.ofMinutes(1), 0, 4L << 30, 50_000, 10);
        LuaRunner runner = new LuaRunner(limits, folder);

        String output = runner.run("main.lua", """
                local function plain(n) if n == 0 then return 0 end return 1 + plain(n - 1) end
                local function protected(n)
                  return n == 0 and 0 or 1 + select(2, pcall(protected, n - 1))
                end
                local meta = setmetatable({}, {__index = function(t, n) return n == 0 and 0 or 1 + t[n - 1] end})
                local function replaced(n)
                  if n == 0 then return 0 end
                  local deeper
                  string.gsub("x", "x", function() deeper = replaced(n - 1) end)
                  return 1 + deeper
                end
                local function all() return plain(49000), protected(24000), meta[49000], replaced(24000) end
                print(all())
                print(coroutine.wrap(all)())
                print((select(2, pcall(plain, 60000)):gsub("^.*: ", "")))
                print((select(2, coroutine.resume(coroutine.create(plain), 60000)):gsub("^.*: ", "")))
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(output).isEqualTo("""
                49000\t24000\t49000\t24000
                49000\t24000\t49000\t24000
                stack overflow
                stack overflow
                """);
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
