package io.monaserver.script.api;

import io.monaserver.script.binding.Complaints;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.luaj.vm2.LuaTable;

/** {@code mona:listPaths}: what is in a folder of {@code www}, and nowhere else. */
final class FileListing {

    private static final int MAX_ENTRIES = 100_000;

    private final Path www;

    FileListing(Path www) {
        this.www = www;
    }

    /** A list of files, empty with a line in the log where the folder cannot be read. */
    LuaTable list(String directory) {
        LuaTable files = new LuaTable();
        try {
            Path folder = www.resolve(directory.replaceFirst("^/+", "")).normalize();
            if (!folder.toRealPath().startsWith(www.toRealPath())) {
                throw new IOException("outside of www");
            }
            read(folder, files);
        } catch (IOException | InvalidPathException | DirectoryIteratorException unreadable) {
            Complaints.error("Cannot list files of directory " + directory);
        }
        return files;
    }

    private static void read(Path folder, LuaTable files) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (count == MAX_ENTRIES) {
                    Complaints.error(folder + ": more files than are listed (expected: at most " + MAX_ENTRIES + ")");
                    return;
                }
                files.rawset(++count, new FileObject(entry, attributes(entry)));
            }
        }
    }

    /** Of what a link leads to; of the link itself where that is nothing. */
    private static BasicFileAttributes attributes(Path entry) throws IOException {
        return Files.exists(entry)
                ? Files.readAttributes(entry, BasicFileAttributes.class)
                : Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
