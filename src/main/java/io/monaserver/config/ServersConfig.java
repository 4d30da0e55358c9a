package io.monaserver.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Sections {@code servers} and {@code cluster}: the links to other servers.
 *
 * @param port listened on for other servers; 0: no cluster; absent: nothing was set, see {@link #isEnabled}
 * @param host bound; empty: chosen by the targets
 * @param publicHost the address other servers reach this one by; empty: chosen
 * @param targets the servers to dial
 * @param seeds servers that may know the others; scripts do not see a link for it
 * @param dns names that give addresses of servers, or, as {@code _service._tcp.name}, their ports too
 * @param links which links scripts see
 * @param unreachableAfter silence after which a link is down
 * @param forgetAfter silence after which a server is no longer counted as a member
 * @param retry how often targets that are no members are dialled
 */
public record ServersConfig(
        OptionalInt port,
        String host,
        String publicHost,
        List<Target> targets,
        List<Target> seeds,
        List<String> dns,
        Links links,
        Duration unreachableAfter,
        Duration forgetAfter,
        Duration retry) {

    /** Which links scripts see in {@code mona.servers}. */
    public enum Links {
        /** Those where one of the two servers names the other as a target. */
        TARGETS,
        /** Those between all servers of the cluster. */
        ALL,
        /** Targets once there are any, else all. */
        AUTO
    }

    static final Key<OptionalInt> PORT = new Key<>(
            "servers.port",
            OptionalInt.empty(),
            "a whole number from 0 to 65535",
            text -> OptionalInt.of(Key.port("", 0).parser().apply(text)),
            port -> port.isPresent() ? Integer.toString(port.getAsInt()) : "");
    static final Key<String> HOST = Key.text("servers.host", "", "an address of this machine");
    static final Key<String> PUBLIC_HOST =
            Key.text("servers.publicHost", "", "the name or address that other servers reach this one by");
    static final Key<List<Target>> TARGETS = Target.key("servers.targets");
    static final Key<List<Target>> SEEDS = Target.key("servers.seeds");
    static final Key<List<String>> DNS = new Key<>(
            "servers.dns",
            List.of(),
            "name or _service._tcp.name, several separated by ;",
            text -> Arrays.stream(text.split(";"))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .toList(),
            names -> String.join(";", names));
    static final Key<Links> LINKS = Key.choice("servers.links", Links.AUTO);
    static final Key<Duration> UNREACHABLE_AFTER = Key.duration(
            "cluster.unreachableAfter",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            ChronoUnit.SECONDS);
    static final Key<Duration> FORGET_AFTER = Key.duration(
            "cluster.forgetAfter",
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            ChronoUnit.SECONDS);
    static final Key<Duration> RETRY = Key.duration(
            "cluster.retry", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofHours(1), ChronoUnit.SECONDS);

    static final List<Key<?>> KEYS =
            List.of(PORT, HOST, PUBLIC_HOST, TARGETS, SEEDS, DNS, LINKS, UNREACHABLE_AFTER, FORGET_AFTER, RETRY);

    /** Whether this server wants to know others: it listens for them, or names some to dial. */
    public boolean isEnabled() {
        return port.isPresent() ? port.getAsInt() != 0 : !targets.isEmpty() || !seeds.isEmpty() || !dns.isEmpty();
    }

    /** Whether scripts see only the links that a target line made. */
    public boolean isLinkedByTargets() {
        return links == Links.AUTO ? !targets.isEmpty() : links == Links.TARGETS;
    }

    static ServersConfig read(Settings settings) {
        return new ServersConfig(
                settings.get(PORT),
                settings.get(HOST),
                HostNames.withoutPort(settings.get(PUBLIC_HOST)),
                settings.get(TARGETS),
                settings.get(SEEDS),
                settings.get(DNS),
                settings.get(LINKS),
                settings.get(UNREACHABLE_AFTER),
                settings.get(FORGET_AFTER),
                settings.get(RETRY));
    }
}
