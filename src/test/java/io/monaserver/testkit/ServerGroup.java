package io.monaserver.testkit;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Servers in processes of their own that all know each other's addresses, each with a folder of its own. */
public final class ServerGroup implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path dir;
    private final String script;
    private final List<String> settings;
    private final Hosts hosts;
    private final List<Integer> ports = new ArrayList<>();
    private final List<@Nullable ServerProcess> servers = new ArrayList<>();

    /** A group of so many servers, of which none runs, with this root application. */
    public ServerGroup(Path dir, int size, String script, String... settings) throws IOException {
        this(Hosts.HERE, dir, size, script, settings);
    }

    /** The same on other hosts. */
    public ServerGroup(Hosts hosts, Path dir, int size, String script, String... settings) throws IOException {
        this.hosts = hosts;
        this.dir = dir;
        this.script = script;
        this.settings = List.of(settings);
        for (int i = 0; i < size; i++) {
            ports.add(FreePort.next());
            servers.add(null);
        }
    }

    public int size() {
        return ports.size();
    }

    /** Starts a server, or starts it again after it was killed. */
    public void start(int number) throws IOException {
        Path folder = dir.resolve("server" + number);
        Files.createDirectories(folder.resolve("www"));
        Files.writeString(folder.resolve("www/main.lua"), script);
        List<String> arguments = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (i != number) {
                targets.add(hosts.address(i) + ":" + ports.get(i));
            }
        }
        List<String> all = new ArrayList<>(List.of(
                "host=" + hosts.address(number),
                "admin.host=" + hosts.address(number),
                "servers.port=" + ports.get(number),
                "servers.targets=" + String.join(";", targets),
                "servers.links=all",
                "RTMP.port=" + FreePort.next(),
                "RTMFP.port=" + FreePort.next(),
                "HTTP.port=" + FreePort.next(),
                "admin.port=" + FreePort.next()));
        all.addAll(settings);
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        servers.set(number, ServerProcess.start(hosts.enter(number), folder, arguments.toArray(String[]::new)));
    }

    public ServerProcess server(int number) {
        ServerProcess server = servers.get(number);
        if (server == null) {
            throw new IllegalStateException("server " + number + " does not run");
        }
        return server;
    }

    /** Where a server's RTMP clients connect. */
    public InetSocketAddress rtmp(int number) throws IOException {
        return address(number, "rtmp");
    }

    /** Where a server's RTMFP clients say hello. */
    public InetSocketAddress rtmfp(int number) throws IOException {
        return address(number, "rtmfp");
    }

    private InetSocketAddress address(int number, String protocol) throws IOException {
        String address = server(number).address(protocol);
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** The ports of the servers to which one has a link. */
    public TreeSet<Integer> links(int number) {
        try {
            JsonNode status = JSON.readTree(server(number).admin("/status"));
            TreeSet<Integer> linked = new TreeSet<>();
            status.get("servers").forEach(server -> {
                String address = server.get("address").asText();
                linked.add(Integer.valueOf(address.substring(address.lastIndexOf(':') + 1)));
            });
            return linked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until each of these servers has links to the others of them, and to nobody else. */
    public void awaitLinked(Duration limit, List<Integer> numbers) {
        await().atMost(limit)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> numbers.stream().allMatch(number -> {
                    TreeSet<Integer> others =
                            new TreeSet<>(numbers.stream().map(ports::get).toList());
                    others.remove(ports.get(number));
                    return links(number).equals(others);
                }));
    }

    /** Calls a function of a server's root application, and returns its first result. */
    public JsonNode call(int number, String function, String query) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + server(number).address("http") + "/" + function + "?" + query);
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JSON.readTree(answer).path(0);
    }

    @Override
    public void close() {
        servers.stream().filter(server -> server != null).forEach(ServerProcess::close);
    }
}
