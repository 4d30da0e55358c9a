package io.monaserver.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the sources into {@link Settings}, the earlier first: HOCON files ({@code mona} and {@code pekko} blocks), the
 * original's ini files, assignments of the command line.
 */
final class ConfigFiles {

    private static final String SERVER_BLOCK = "mona";
    private static final String PEKKO_BLOCK = "pekko";

    private final Settings settings;
    private final List<String> warnings = new ArrayList<>();
    private Config pekko = ConfigFactory.empty();

    ConfigFiles(Settings settings) {
        this.settings = settings;
    }

    /** What the {@code pekko} blocks say, later files over earlier ones. */
    Config pekko() {
        return pekko;
    }

    List<String> warnings() {
        return warnings;
    }

    void readAll(ConfigSources sources) throws ConfigException {
        Path conf = sources.dir().resolve("cluster.conf");
        if (Files.isRegularFile(conf)) {
            readHocon(conf);
        }
        Path ini = sources.dir().resolve("MonaServer.ini");
        if (Files.isRegularFile(ini)) {
            readIni(ini);
        }
        Path file = sources.file();
        if (file != null) {
            if (isIni(file)) {
                readIni(file);
            } else {
                readHocon(file);
            }
        }
        for (String assignment : sources.assignments()) {
            readAssignment(assignment);
        }
    }

    private void readHocon(Path file) throws ConfigException {
        String text = textOf(file);
        try {
            ConfigObject root = ConfigFactory.parseString(text).resolve().root();
            for (Map.Entry<String, ConfigValue> block : root.entrySet()) {
                switch (block.getKey()) {
                    case SERVER_BLOCK -> flatten(file, "", block.getValue());
                    case PEKKO_BLOCK ->
                        pekko = root.toConfig().getConfig(PEKKO_BLOCK).withFallback(pekko);
                    default ->
                        warnings.add(file + ":" + line(block.getValue()) + ": " + block.getKey()
                                + ": not read (expected: mona { … } or pekko { … })");
                }
            }
        } catch (com.typesafe.config.ConfigException e) {
            String fault = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new ConfigException(file + ": " + fault, e);
        }
    }

    private void flatten(Path file, String prefix, ConfigValue value) {
        if (value instanceof ConfigObject object) {
            object.forEach((name, child) -> {
                String key = ConfigUtil.splitPath(ConfigUtil.quoteString(name)).get(0);
                flatten(file, prefix.isEmpty() ? key : prefix + "." + key, child);
            });
        } else {
            settings.put(prefix, text(value), file + ":" + line(value));
        }
    }

    /** A list is written as the original's files have it, separated by semicolons. */
    private static String text(ConfigValue value) {
        if (value instanceof ConfigList list) {
            return list.stream().map(ConfigFiles::text).collect(Collectors.joining(";"));
        }
        Object plain = value.unwrapped();
        return plain == null ? "" : plain.toString();
    }

    private static int line(ConfigValue value) {
        return value.origin().lineNumber();
    }

    private void readIni(Path file) throws ConfigException {
        String section = "";
        int number = 0;
        for (String raw : textOf(file).lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith(";") || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                int end = line.indexOf(']');
                section = line.substring(1, end < 0 ? line.length() : end).trim();
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? line : line.substring(0, equals).trim();
            String value = equals < 0 ? "" : line.substring(equals + 1);
            settings.put(section.isEmpty() ? name : section + "." + name, value, file + ":" + number);
        }
    }

    private void readAssignment(String assignment) throws ConfigException {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new ConfigException(List.of("--set " + assignment + " (expected: --set KEY=VALUE)"));
        }
        String name = assignment.substring(0, equals).trim();
        String value = assignment.substring(equals + 1);
        if (name.startsWith(PEKKO_BLOCK + ".")) {
            String path = name.substring(PEKKO_BLOCK.length() + 1);
            pekko = ConfigFactory.parseMap(Map.of(path, value), "--set").withFallback(pekko);
        } else {
            settings.put(name, value, "--set");
        }
    }

    /** By its name, else by having a section line. */
    private static boolean isIni(Path file) throws ConfigException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".ini")) {
            return true;
        }
        boolean isHocon = name.endsWith(".conf") || name.endsWith(".json") || name.endsWith(".hocon");
        return !isHocon && textOf(file).lines().map(String::strip).anyMatch(line -> line.matches("\\[[^\\]]*\\]"));
    }

    private static String textOf(Path file) throws ConfigException {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
