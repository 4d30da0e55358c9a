package io.monaserver.transport.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The files below {@code www} that may be served. Scripts, files whose name begins with a dot, the folder {@code data}
 * and whatever a link leads to outside are as if they were not there.
 */
final class StaticFiles {

    private final Path root;
    private final Path data;

    /** Serves what is below a folder, but nothing of the persistent data. */
    StaticFiles(Path www, Path data) {
        this.root = www.toAbsolutePath().normalize();
        this.data = data.toAbsolutePath().normalize();
    }

    /** A file or folder that may be served. */
    record Found(Path path, BasicFileAttributes attributes) {

        boolean isFolder() {
            return attributes.isDirectory();
        }
    }

    /** What a target names, if it is there and may be served. */
    Optional<Found> find(RequestTarget target) {
        try {
            Path path = root;
            for (String folder : target.folders()) {
                path = path.resolve(folder);
            }
            return find(path.resolve(target.name()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What a folder holds that may be served, under the names it has there. */
    List<Found> list(Found folder) throws IOException {
        List<Found> entries = new ArrayList<>();
        try (var paths = Files.newDirectoryStream(folder.path())) {
            for (Path path : paths) {
                find(path).ifPresent(found -> entries.add(new Found(path, found.attributes())));
            }
        }
        return entries;
    }

    private Optional<Found> find(Path path) {
        try {
            Path real = path.toRealPath();
            Path realRoot = root.toRealPath();
            if (!real.startsWith(realRoot) || real.startsWith(data) || isHidden(realRoot.relativize(real))) {
                return Optional.empty();
            }
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            boolean servable = attributes.isDirectory() || attributes.isRegularFile();
            return servable ? Optional.of(new Found(real, attributes)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isHidden(Path relative) {
        if (relative.getName(0).toString().equals("data")) {
            return true;
        }
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return relative.toString().toLowerCase(Locale.ROOT).endsWith(".lua");
    }
}
