package io.monaserver.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Hosts on one machine: network namespaces on a bridge, whose packets to each other can be lost or late. This process
 * is on the bridge too and reaches all of them, whatever they lose. Needs Linux, root, {@code ip} and {@code nft}.
 */
public final class Namespaces implements Hosts, AutoCloseable {

    private static final int OWN_NUMBER = 254;

    /** Where tunnels of delayed packets end. */
    private static final int DETOUR_PORT = 8472;

    /** What is taken down goes some time after it was: whoever comes next has names of his own. */
    private static final AtomicLong NEXT =
            new AtomicLong(ProcessHandle.current().pid() * 8);

    private final long number = NEXT.incrementAndGet();
    private final String id = Long.toString(number % 1_000_000, Character.MAX_RADIX);
    private final int net = (int) (number % 250);
    private final List<String> names = new ArrayList<>();
    private @Nullable DelayedRoad detour;

    /** Makes so many hosts. */
    public Namespaces(int size) {
        try {
            run("ip", "link", "add", bridge(), "type", "bridge");
            run("ip", "addr", "add", ownAddress() + "/24", "dev", bridge());
            run("ip", "link", "set", bridge(), "up");
            for (int host = 0; host < size; host++) {
                add(host);
            }
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    /** Skips the test with a reason where there are no namespaces. */
    public static void assumeAvailable() {
        String refusal = tryInside("nft", "add", "table", "inet", "probe");
        Assumptions.assumeTrue(refusal.isEmpty(), "no network namespaces here: " + refusal);
    }

    /** Whether packets can be late, for which the kernel needs VXLAN. */
    public static boolean canDelay() {
        return tryInside("ip", "link", "add", "probe", "type", "vxlan", "id", "1", "dev", "lo", "dstport", "8472")
                .isEmpty();
    }

    /** What a command in a namespace of its own has against it. */
    private static String tryInside(String... command) {
        String probe = "mona-probe-" + ProcessHandle.current().pid();
        String refusal = attempt("ip", "netns", "add", probe);
        if (refusal.isEmpty()) {
            List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", probe));
            inside.addAll(List.of(command));
            refusal = attempt(inside.toArray(String[]::new));
            attempt("ip", "netns", "del", probe);
        }
        return refusal;
    }

    @Override
    public String address(int number) {
        return "10.213." + net + "." + (number + 1);
    }

    @Override
    public List<String> enter(int number) {
        return List.of("ip", "netns", "exec", names.get(number));
    }

    /** Two hosts lose all packets to each other. */
    public void part(int one, int other) {
        cut(one, other);
        cut(other, one);
    }

    /** One host loses all packets to another, and hears it. */
    public void cut(int from, int to) {
        rule(from, "ip daddr " + address(to) + " drop");
    }

    /** These hosts and the others lose all packets to each other. */
    public void isolate(Set<Integer> side) {
        for (int one : side) {
            for (int other = 0; other < names.size(); other++) {
                if (!side.contains(other)) {
                    part(one, other);
                }
            }
        }
    }

    /** A host loses some of its packets to the others. */
    public void lose(int host, int percent) {
        String numbers = "ip daddr 10.213." + net + ".0/24 ip daddr != " + ownAddress();
        rule(host, numbers + " numgen random mod 100 < " + percent + " drop");
    }

    /** What a host sends to the others arrives so much later. */
    public void delay(int host, long delayMs) {
        detour().take(delayMs);
        for (int other = 0; other < names.size(); other++) {
            if (other != host) {
                enter(host, "ip route replace " + address(other) + "/32 dev detour src " + address(host));
            }
        }
    }

    /** Nothing is lost any more, and nothing late. */
    public void heal() {
        for (int number = 0; number < names.size(); number++) {
            enter(number, "nft flush table inet mona");
            if (detour != null) {
                enter(number, "ip route flush dev detour");
            }
        }
    }

    /** The tunnels are dug when they are first needed. */
    private DelayedRoad detour() {
        if (detour == null) {
            for (int number = 0; number < names.size(); number++) {
                dig(number);
            }
            try {
                detour = new DelayedRoad(ownAddress(), DETOUR_PORT, this::address);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return detour;
    }

    private void dig(int number) {
        enter(
                number,
                "ip link add detour address " + mac(number) + " type vxlan id 1 nolearning dev eth0 remote "
                        + ownAddress() + " dstport " + DETOUR_PORT);
        enter(number, "ip link set detour up gso_max_size 16384");
        // What comes by the detour is answered without it.
        enter(number, "sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.detour.rp_filter=0");
        for (int other = 0; other < names.size(); other++) {
            enter(number, "ip neigh replace " + address(other) + " lladdr " + mac(other) + " dev detour");
        }
    }

    private static String mac(int number) {
        return String.format("02:00:00:00:00:%02x", number);
    }

    private String ownAddress() {
        return "10.213." + net + "." + OWN_NUMBER;
    }

    @Override
    public void close() {
        if (detour != null) {
            detour.close();
        }
        names.forEach(name -> attempt("ip", "netns", "del", name));
        attempt("ip", "link", "del", bridge());
    }

    private void add(int number) {
        String name = "mona-" + id + "-" + number;
        run("ip", "netns", "add", name);
        names.add(name);
        String outside = "mo" + id + "-" + number;
        run("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", name);
        run("ip", "link", "set", outside, "master", bridge(), "up");
        enter(number, "ip link set lo up");
        enter(number, "ip addr add " + address(number) + "/24 dev eth0");
        enter(number, "ip link set eth0 up");
        enter(number, "nft add table inet mona");
        // Before addresses are changed, so that lost is lost wherever it would have gone.
        enter(number, "nft add chain inet mona out { type filter hook output priority -200; }");
    }

    private void rule(int number, String rule) {
        enter(number, "nft add rule inet mona out " + rule);
    }

    private void enter(int number, String command) {
        List<String> whole = new ArrayList<>(enter(number));
        whole.addAll(Arrays.asList(command.split(" ")));
        run(whole.toArray(String[]::new));
    }

    private String bridge() {
        return "mona" + id;
    }

    private static void run(String... command) {
        String refusal = attempt(command);
        if (!refusal.isEmpty()) {
            throw new IllegalStateException(String.join(" ", command) + ": " + refusal);
        }
    }

    /** What a command had to say; nothing if it went well. */
    private static String attempt(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "no end";
            }
            return process.exitValue() == 0 ? "" : said.strip() + " (" + process.exitValue() + ")";
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
