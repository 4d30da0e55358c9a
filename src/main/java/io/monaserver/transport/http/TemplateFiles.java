package io.monaserver.transport.http;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what has to be read as a whole, templates and folders, on a thread of its own, so that a slow disk holds up no
 * event loop. Keeps the templates used last, as long as their files do not change.
 */
final class TemplateFiles implements AutoCloseable {

    /** Larger files are sent as they are. */
    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_TEMPLATES = 64;

    private final ExecutorService reader = Executors.newSingleThreadExecutor(new DefaultThreadFactory("files", true));

    private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
            return size() > MOST_TEMPLATES;
        }
    };

    private record Known(FileTemplate template, long modifiedMs, long size) {}

    /** Does something with the disk, away from the event loops. */
    void execute(Runnable task) {
        reader.execute(task);
    }

    /** The template in a file; null if it cannot be read. Called by what is executed here only. */
    @Nullable
    FileTemplate read(StaticFiles.Found file) {
        long modifiedMs = file.attributes().lastModifiedTime().toMillis();
        long size = file.attributes().size();
        Known before = known.get(file.path());
        if (before != null && before.modifiedMs() == modifiedMs && before.size() == size) {
            return before.template();
        }
        try {
            FileTemplate template = FileTemplate.parse(Files.readAllBytes(file.path()));
            known.put(file.path(), new Known(template, modifiedMs, size));
            return template;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        reader.shutdown();
    }
}
