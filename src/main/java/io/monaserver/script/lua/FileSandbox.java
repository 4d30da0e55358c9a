package io.monaserver.script.lua;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The folders that a script's file functions reach. No way leads out: neither {@code ..} nor a link. */
public final class FileSandbox {

    private final List<Path> folders;

    /** Access to these folders and all below them. */
    public FileSandbox(List<Path> folders) {
        this.folders = folders.stream().map(FileSandbox::real).toList();
    }

    /** The file that a name means, relative to the first folder, or null where the script may not have it. */
    @Nullable
    Path resolve(String name) {
        try {
            Path given = Path.of(name);
            if (folders.isEmpty() || name.indexOf('\0') >= 0) {
                return null;
            }
            Path path = folders.get(0).resolve(given).normalize();
            Path real = real(path);
            return folders.stream().anyMatch(real::startsWith) ? path : null;
        } catch (InvalidPathException bad) {
            return null;
        }
    }

    /** The same for a file that is to be written, renamed or removed: no script changes scripts. */
    @Nullable
    Path resolveForWriting(String name) {
        Path path = resolve(name);
        return path == null || path.toString().toLowerCase(Locale.ROOT).endsWith(".lua") ? null : path;
    }

    /** The path with all links followed, as far as it exists. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path existing = absolute;
        while (existing != null && !Files.exists(existing, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            return absolute;
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
        } catch (IOException unreadable) {
            // A link to nowhere: what it would create cannot be told.
            return Path.of("/").resolve("dev/null/refused");
        }
    }
}
