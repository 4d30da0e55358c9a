package io.monaserver.script;

import io.monaserver.script.binding.ScriptModule;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Native;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.luaj.vm2.LuaTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The modules written in Java that the jars of a folder offer. Scripts find them by {@code require}. */
final class JavaModules {

    private static final Logger LOG = LoggerFactory.getLogger(JavaModules.class);

    private final List<ScriptModule> modules;

    private JavaModules(List<ScriptModule> modules) {
        this.modules = modules;
    }

    static JavaModules none() {
        return new JavaModules(List.of());
    }

    /** Loads what the folder has; what cannot be loaded is told in the log and left out. */
    static JavaModules in(Path folder) {
        List<ScriptModule> found = new ArrayList<>();
        try {
            URL[] jars = jars(folder);
            // Open as long as the server runs: classes are loaded when they are needed.
            @SuppressWarnings("resource")
            URLClassLoader loader = new URLClassLoader("script modules", jars, JavaModules.class.getClassLoader());
            Iterator<ScriptModule> services =
                    ServiceLoader.load(ScriptModule.class, loader).iterator();
            while (take(services, found)) {
                LOG.info(
                        "Java module {} is there for scripts",
                        found.get(found.size() - 1).name());
            }
        } catch (IOException unreadable) {
            LOG.error("script.modules: {} (expected: a folder of jars)", unreadable.toString());
        }
        return new JavaModules(found);
    }

    private static boolean take(Iterator<ScriptModule> services, List<ScriptModule> found) {
        while (true) {
            try {
                return services.hasNext() && found.add(services.next());
            } catch (ServiceConfigurationError | LinkageError unusable) {
                LOG.error("script.modules: {}", unusable.toString());
            }
        }
    }

    private static URL[] jars(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(jar.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }

    /** Offers them to an application. */
    void define(LuaTable library) {
        LuaTable preload = library.get("package").get("preload").checktable();
        for (ScriptModule module : modules) {
            preload.rawset(Args.text(module.name()), new Native(module.name(), args -> module.open()));
        }
    }
}
