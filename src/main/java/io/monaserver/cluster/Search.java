package io.monaserver.cluster;

import io.monaserver.config.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.Address;

/**
 * What a look around finds: the targets as they resolve now, and which of the nodes that might be there take
 * connections. Only those are spoken to, since the actor system would keep trying the others for long.
 */
record Search(LinkTargets targets, Set<Address> listening) {

    private static final int CONNECT_MS = 500;
    private static final int CLOSE_MS = 2_000;

    /** Neither the actor system's greeting nor that of TLS. */
    private static final byte[] NONSENSE = "not a server\n\n\n\n".getBytes(StandardCharsets.US_ASCII);

    /** Where nodes may be found: those that are configured, those in DNS, those that were seen before. */
    record Sources(List<Target> targets, List<Target> seeds, DnsNames dns, Set<Address> known) {}

    /** Looks around on the executor's threads, as long as it takes. */
    static CompletableFuture<Search> start(Sources sources, Set<Address> met, Executor blocking) {
        var targets = CompletableFuture.supplyAsync(() -> LinkTargets.resolve(sources.targets()), blocking);
        var seeds = CompletableFuture.supplyAsync(() -> LinkTargets.resolve(sources.seeds()), blocking);
        var named = sources.dns().find();
        return CompletableFuture.allOf(targets, seeds, named).thenCompose(done -> {
            Set<Address> asked = new HashSet<>(targets.join().addresses());
            asked.addAll(seeds.join().addresses());
            asked.addAll(named.join());
            asked.addAll(sources.known());
            asked.removeAll(met);
            return connect(asked, blocking).thenApply(listening -> new Search(targets.join(), listening));
        });
    }

    /**
     * Whether the process at an address lives: it closes the connection of one who speaks nonsense, while a machine
     * takes connections for a process that stands still.
     */
    static CompletableFuture<Boolean> probe(Address address, Executor blocking) {
        return CompletableFuture.supplyAsync(() -> isAlive(address), blocking);
    }

    private static boolean isAlive(Address address) {
        boolean isConnected = false;
        try (Socket socket = new Socket()) {
            connect(socket, address);
            isConnected = true;
            socket.setSoTimeout(CLOSE_MS);
            socket.getOutputStream().write(NONSENSE);
            while (socket.getInputStream().read() >= 0) {
                // A TLS alert, before the end.
            }
            return true;
        } catch (SocketTimeoutException ignored) {
            return false;
        } catch (IOException reset) {
            return isConnected;
        }
    }

    private static CompletableFuture<Set<Address>> connect(Set<Address> asked, Executor blocking) {
        Map<Address, CompletableFuture<Boolean>> attempts = new HashMap<>();
        asked.forEach(
                address -> attempts.put(address, CompletableFuture.supplyAsync(() -> isListening(address), blocking)));
        return CompletableFuture.allOf(attempts.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Set<Address> listening = new HashSet<>();
                    attempts.forEach((address, attempt) -> {
                        if (attempt.join()) {
                            listening.add(address);
                        }
                    });
                    return listening;
                });
    }

    private static boolean isListening(Address address) {
        try (Socket socket = new Socket()) {
            connect(socket, address);
            return true;
        } catch (IOException ignored) {
            return false;
        }
    }

    private static void connect(Socket socket, Address address) throws IOException {
        String host = address.getHost().get();
        int port = address.getPort().get();
        socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
    }
}
