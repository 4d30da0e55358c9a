package io.monaserver.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What tells a changed file from an unchanged one, without reading it. */
record FileStamp(long modifiedNanos, long size) {

    /** Of a file that is not there. */
    static final FileStamp MISSING = new FileStamp(-1, -1);

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? new FileStamp(
                            attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
                            attributes.size())
                    : MISSING;
        } catch (IOException missing) {
            return MISSING;
        }
    }
}
