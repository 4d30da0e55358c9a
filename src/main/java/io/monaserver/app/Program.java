package io.monaserver.app;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/** Facts about the running program, shown to scripts as the original does. */
final class Program {

    private Program() {}

    static Map<String, String> facts() {
        Path path = path();
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return Map.of(
                "application.path",
                path.toString(),
                "application.command",
                path.toString(),
                "application.name",
                name,
                "application.baseName",
                dot <= 0 ? name : name.substring(0, dot),
                "application.runAsDaemon",
                "false",
                "application.runAsService",
                "false");
    }

    private static Path path() {
        try {
            return Path.of(Program.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
