package io.monaserver.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs {@code ffmpeg} and {@code ffprobe} out of their jar: foreign publisher, player and judge of our tests.
 * There is one for Linux on x86-64 only; tests elsewhere skip themselves.
 */
public final class Ffmpeg {

    private static final String IN_JAR = "/org/bytedeco/ffmpeg/linux-x86_64/";
    private static final List<String> FILES = List.of(
            "ffmpeg",
            "ffprobe",
            "libavcodec.so.61",
            "libavdevice.so.61",
            "libavfilter.so.10",
            "libavformat.so.61",
            "libavutil.so.59",
            "libswresample.so.5",
            "libswscale.so.8",
            "libva.so.2",
            "libva-drm.so.2",
            "libdrm.so.2");
    private static final Path FOLDER = Path.of("target", "ffmpeg").toAbsolutePath();
    private static final int LIMIT_SECONDS = 60;

    private Ffmpeg() {}

    /** What a program answered. */
    public record Result(int exitCode, byte[] out, String err) {

        /** What it wrote on its standard output. */
        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }

        /** This result, or an error that shows what the program said. */
        public Result orFail() {
            if (exitCode != 0) {
                throw new AssertionError("exit code: " + exitCode + " (expected: 0)\n" + err);
            }
            return this;
        }
    }

    /** Skips the test where there is no ffmpeg to run. */
    public static void assumeAvailable() {
        boolean available = System.getProperty("os.name").equals("Linux")
                && Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
        Assumptions.assumeTrue(available, "ffmpeg comes for Linux on x86-64 only");
    }

    /** Runs ffmpeg to its end. */
    public static Result ffmpeg(String... arguments) {
        return run("ffmpeg", arguments);
    }

    /** Runs ffprobe to its end. */
    public static Result ffprobe(String... arguments) {
        return run("ffprobe", arguments);
    }

    /** Starts ffmpeg; its output of both kinds goes to a file. The caller ends it. */
    public static Process start(Path log, String... arguments) {
        try {
            return builder("ffmpeg", arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an FLV file of moving H.264 pictures, a key frame each second, and an AAC tone. */
    public static Path sampleFlv(Path file, int seconds) {
        ffmpeg(("-y -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440:sample_rate=44100"
                                + " -t " + seconds + " -c:v libopenh264 -b:v 400k -g 25 -pix_fmt yuv420p"
                                + " -c:a aac -b:a 64k -f flv " + file)
                        .split(" "))
                .orFail();
        return file;
    }

    private static Result run(String program, String... arguments) {
        try {
            Path err = Files.createTempFile("ffmpeg", ".err");
            Process process =
                    builder(program, arguments).redirectError(err.toFile()).start();
            process.getOutputStream().close();
            byte[] out = process.getInputStream().readAllBytes();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(program + " still runs after " + LIMIT_SECONDS + " s");
            }
            String text = Files.readString(err, StandardCharsets.ISO_8859_1);
            Files.delete(err);
            return new Result(process.exitValue(), out, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static ProcessBuilder builder(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(folder().resolve(program).toString());
        command.add("-hide_banner");
        if (program.equals("ffmpeg")) {
            command.add("-nostdin");
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LD_LIBRARY_PATH", FOLDER.toString());
        return builder;
    }

    /** Unpacks once for all test runs; processes that start together do not see each other's half. */
    private static synchronized Path folder() throws IOException {
        if (Files.isDirectory(FOLDER)) {
            return FOLDER;
        }
        Files.createDirectories(FOLDER.getParent());
        Path unpacked = Files.createTempDirectory(FOLDER.getParent(), "ffmpeg");
        for (String name : FILES) {
            // The jar carries the two libva files without the number by which others ask for them.
            String stored = name.startsWith("libva") ? name.substring(0, name.length() - 2) : name;
            try (InputStream in = Ffmpeg.class.getResourceAsStream(IN_JAR + stored)) {
                if (in == null) {
                    throw new IOException("not in the ffmpeg jar: " + name);
                }
                Files.copy(in, unpacked.resolve(name));
            }
        }
        unpacked.resolve("ffmpeg").toFile().setExecutable(true);
        unpacked.resolve("ffprobe").toFile().setExecutable(true);
        try {
            Files.move(unpacked, FOLDER);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException ignored) {
            return FOLDER;
        }
        return FOLDER;
    }
}
