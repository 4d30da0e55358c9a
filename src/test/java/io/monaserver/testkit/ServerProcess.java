package io.monaserver.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server as users run it: a process of its own, started from the jar that the build made. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("monaserver.patience", 60));
    private static final String JAR = System.getProperty("monaserver.jar", "target/monaserver.jar");
    private static final String HEAP = "-Xmx" + System.getProperty("monaserver.heap", "256m");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it with {@code --dir folder} and further arguments; its output goes to files in the folder. */
    public static ServerProcess start(Path folder, String... arguments) throws IOException {
        return start(List.of(), folder, arguments);
    }

    /** The same by a command that comes before. */
    public static ServerProcess start(List<String> before, Path folder, String... arguments) throws IOException {
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        List<String> command = new ArrayList<>(before);
        command.addAll(program());
        command.addAll(List.of("--dir", folder.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MONASERVER_JAR", JAR);
        builder.environment().put("MONASERVER_JAVA_OPTIONS", HEAP);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new ServerProcess(process, out, err);
    }

    /** Java itself, or a launcher such as {@code deploy/monaserver}. */
    private static List<String> program() {
        String launcher = System.getProperty("monaserver.launcher");
        String java = ProcessHandle.current().info().command().orElse("java");
        return launcher == null ? List.of(java, HEAP, "-jar", JAR) : List.of(launcher);
    }

    /** Waits for the line that says what is bound, and returns it. */
    public String awaitReady() throws IOException {
        await().atMost(LIMIT).until(() -> !process.isAlive() || output().contains("READY"));
        String everything = output() + errors();
        return everything
                .lines()
                .filter(line -> line.startsWith("READY"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not ready:\n" + everything));
    }

    /** {@code host:port} of one part of the READY line. */
    public String address(String part) throws IOException {
        String ready = awaitReady();
        return Arrays.stream(ready.split(" "))
                .filter(word -> word.startsWith(part + "="))
                .map(word -> word.substring(part.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " is not bound: " + ready));
    }

    /** What the operators' endpoint answers. */
    public String admin(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address("admin") + path))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Any other signal, {@code STOP} for example. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for the end, and returns the status. */
    public int awaitExit() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + output() + errors());
        }
        return process.exitValue();
    }

    public String output() throws IOException {
        return Files.readString(out);
    }

    public String errors() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
