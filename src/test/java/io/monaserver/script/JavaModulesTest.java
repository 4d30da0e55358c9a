package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.Clock;
import io.monaserver.script.binding.ScriptModule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules written in Java, as somebody would build and install them. */
class JavaModulesTest {

    private static final String GREETER = """
            package outside;
            import io.monaserver.script.binding.*;
            import org.luaj.vm2.LuaValue;
            public final class Greeter implements ScriptModule {
                private static int opened;
                public String name() { return "greeter"; }
                public LuaValue open() { opened++; return new Greetings(); }
                public static final class Greetings extends LuaObject {
                    @LuaMethod public String hello(String who) { return "Hello " + who; }
                    @LuaProperty public int opened() { return opened; }
                }
            }
            """;

    @TempDir
    Path dir;

    private void install(String services) throws IOException {
        Path source = Files.createDirectories(dir.resolve("src/outside")).resolve("Greeter.java");
        Files.writeString(source, GREETER);
        Path classes = Files.createDirectories(dir.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(failed).isZero();
        Path jar = Files.createDirectories(dir.resolve("modules")).resolve("greeter.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String name : List.of("outside/Greeter.class", "outside/Greeter$Greetings.class")) {
                entries.putNextEntry(new JarEntry(name));
                entries.write(Files.readAllBytes(classes.resolve(name)));
            }
            entries.putNextEntry(new JarEntry("META-INF/services/" + ScriptModule.class.getName()));
            entries.write(services.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void scriptsRequireThem() throws IOException {
        install("outside.Missing\noutside.Greeter\n");
        try (ScriptFixture fixture = new ScriptFixture(dir, Clock.SYSTEM, "script.modules=modules")) {
            fixture.write("a", """
                    local greeter = require "greeter"
                    function onConnection(c)
                      function c:greet(who) return greeter:hello(who), greeter == require("greeter"), greeter.opened end
                    end
                    """);

            assertThat(fixture.answer(fixture.connected("/a"), "greet", "[\"Tom\"]"))
                    .isEqualTo("[\"Hello Tom\",true,1]");
        }
    }

    @Test
    void thereAreNoneUnlessAFolderIsNamed() throws IOException {
        install("outside.Greeter\n");
        try (ScriptFixture fixture = new ScriptFixture(dir, Clock.SYSTEM)) {
            fixture.write("a", "function onConnection(c) function c:try() return (pcall(require, 'greeter')) end end");

            assertThat(fixture.answer(fixture.connected("/a"), "try", "[]")).isEqualTo("[false]");
        }
    }

    @Test
    void aFolderThatIsMissingIsToldAndTheRestRuns() {
        try (ScriptFixture fixture = new ScriptFixture(dir, Clock.SYSTEM, "script.modules=nowhere")) {
            fixture.write("a", "function onConnection(c) function c:one() return 1 end end");

            assertThat(fixture.answer(fixture.connected("/a"), "one", "[]")).isEqualTo("[1]");
        }
    }
}
