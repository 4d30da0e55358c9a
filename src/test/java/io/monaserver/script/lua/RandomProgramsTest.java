package io.monaserver.script.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated programs print here what they print on LuaJIT, where that is installed. */
class RandomProgramsTest {

    /** Any by default; one built with 5.2 compatibility gets programs that use it. */
    private static final String PROGRAM = System.getProperty("lua.program", "luajit");

    private static final int PROGRAMS = Integer.getInteger("lua.programs", 1000);
    private static final int BATCH = 500;
    private static final long SEED = Long.getLong("lua.seed", 20261122L);

    /** A batch is one call; a busy machine may take its time. */
    private static final ScriptLimits PATIENT = new ScriptLimits(
            Duration.ofMinutes(2), 0, ScriptLimits.DEFAULT.allocationBytes() * 4, ScriptLimits.DEFAULT.depth(), 1000);

    @TempDir
    Path folder;

    @Test
    void programsPrintWhatLuaJitPrints() throws Exception {
        boolean required = System.getenv("CI") != null;
        Assumptions.assumeTrue(required || isInstalled(), PROGRAM + " is not installed");
        boolean compatible = answers("print(table.pack ~= nil)").startsWith("true");
        for (int start = 0; start < PROGRAMS; start += BATCH) {
            StringBuilder script = new StringBuilder();
            for (int i = start; i < start + BATCH; i++) {
                script.append("print('program ").append(SEED + i).append("')\ndo\n");
                script.append(new RandomPrograms(SEED + i, compatible).next()).append("end\n");
            }
            Path file = folder.resolve("p.lua");
            Files.writeString(file, script, StandardCharsets.ISO_8859_1);

            String ours = new LuaRunner(PATIENT, folder).run("p.lua", Files.readAllBytes(file));

            assertThat(comparable(ours)).isEqualTo(comparable(luaJit(file)));
        }
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder(PROGRAM, "-v").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String answers(String chunk) throws Exception {
        return luaJit(Files.writeString(folder.resolve("p.lua"), chunk));
    }

    private String luaJit(Path file) throws Exception {
        Path output = folder.resolve("out");
        Process process = new ProcessBuilder(PROGRAM, "p.lua")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    /** An older LuaJIT shows the sign of NaN, and names the operands of {@code <=} in the other order. */
    private static String comparable(String output) {
        return output.replace("-nan", "nan").replaceAll("attempt to compare \\w+ with \\w+", "attempt to compare");
    }
}
