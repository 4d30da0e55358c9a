package io.monaserver.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over a {@code data} folder of the original server: one folder for each name, in it one file with the value,
 * named by the MD5 of its content in hexadecimal digits, or the folders of a table. Values that do not agree with their
 * file's name are left out, as are folders without any. An imported value takes the place of one that is kept already.
 *
 * <p>What was true or false there is so again; all else is text. A name with a slash in it was stored as folders in one
 * another and comes back as tables.
 */
public final class FolderImport {

    private static final Logger LOG = LoggerFactory.getLogger(FolderImport.class);
    private static final int MD5_DIGITS = 32;

    private final MessageDigest md5;
    private int imported;
    private int refused;

    private FolderImport() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How it went.
     *
     * @param imported number of values that are kept now
     * @param refused number of values that are not; a line of the log says why
     */
    public record Result(int imported, int refused) {}

    /** Reads the folder, whose first level are the values of the root application, into the tree. */
    public static Result run(Path folder, DataTree tree) throws IOException {
        FolderImport run = new FolderImport();
        try {
            for (Path entry : folders(folder)) {
                run.add(entry, tree.root());
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Result(run.imported, run.refused);
    }

    private void add(Path folder, DataTable into) throws IOException {
        DataText name = DataText.of(folder.getFileName().toString());
        Optional<DataText> value = value(folder);
        List<Path> inner =
                folders(folder).stream().filter(FolderImport::hasFiles).toList();
        if (inner.isEmpty()) {
            value.ifPresent(text -> report(folder, into.put(name, typed(text))));
            return;
        }
        if (value.isPresent()) {
            refuse(folder, "has a value and a table (expected: one of them); the table is taken");
        }
        if (!(into.get(name) instanceof DataTable)) {
            into.putTable(name);
        }
        if (into.get(name) instanceof DataTable table) {
            for (Path entry : inner) {
                add(entry, table);
            }
        } else {
            refuse(folder, "is not kept, data is full (see data.maxBytes)");
        }
    }

    /** The file of a folder that is named by its content. */
    private Optional<DataText> value(Path folder) throws IOException {
        Optional<DataText> value = Optional.empty();
        for (Path file : list(folder, Files::isRegularFile)) {
            String name = file.getFileName().toString();
            if (name.length() == MD5_DIGITS) {
                byte[] content = Files.readAllBytes(file);
                if (name.equalsIgnoreCase(digits(content))) {
                    value = Optional.of(DataText.owning(content));
                } else {
                    refuse(file, "is damaged: its name is not the MD5 of its content");
                }
            }
        }
        return value;
    }

    private String digits(byte[] content) {
        return String.format("%032x", new BigInteger(1, md5.digest(content)));
    }

    private void report(Path folder, DataTable.Outcome outcome) {
        if (outcome == DataTable.Outcome.KEPT) {
            imported++;
        } else {
            refuse(folder, "is not kept: " + outcome);
        }
    }

    private void refuse(Path path, String reason) {
        refused++;
        LOG.warn("{} {}", path, reason);
    }

    private static DataValue typed(DataText text) {
        return switch (text.toString()) {
            case "true" -> DataFlag.TRUE;
            case "false" -> DataFlag.FALSE;
            default -> text;
        };
    }

    private static boolean hasFiles(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.anyMatch(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        return list(folder, Files::isDirectory);
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(wanted).sorted().toList();
        }
    }
}
