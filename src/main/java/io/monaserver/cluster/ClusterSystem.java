package io.monaserver.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.monaserver.config.ClusterConfig;
import io.monaserver.config.ServersConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of the cluster's actor system: what the node decides, under what the operator's block says. */
final class ClusterSystem {

    private ClusterSystem() {}

    static Config config(LocalServer local, CanonicalAddress address, int port, Config operator) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("remote.artery.canonical.hostname", bracketed(address.host()));
        settings.put("remote.artery.canonical.port", port);
        settings.put("remote.artery.bind.hostname", bracketed(address.bindHost()));
        settings.put("remote.artery.bind.port", port);
        settings.put("cluster.roles", List.of(ClusterView.START_ROLE + local.startMs()));
        detection(settings, local.servers());
        local.cluster().tls().ifPresent(tls -> encryption(settings, tls));
        return operator.withFallback(ConfigFactory.parseMap(settings, "the server's settings"))
                .atPath("pekko")
                .withFallback(ConfigFactory.parseResources(ClusterSystem.class, "/cluster-system.conf"))
                .withFallback(ConfigFactory.defaultReference(ClusterSystem.class.getClassLoader()))
                .resolve();
    }

    /**
     * A heartbeat is missed when none came for the pause; the failure detector then needs about two more intervals to
     * be sure.
     */
    private static void detection(Map<String, Object> settings, ServersConfig servers) {
        Duration limit = servers.unreachableAfter();
        Duration interval = min(Duration.ofSeconds(1), limit.dividedBy(5));
        settings.put("cluster.failure-detector.heartbeat-interval", interval);
        settings.put("cluster.failure-detector.acceptable-heartbeat-pause", limit.minus(interval.multipliedBy(2)));
        settings.put("cluster.failure-detector.expected-response-after", interval);
    }

    /** Both sides show a certificate of the authorities; files that change are read anew. */
    private static void encryption(Map<String, Object> settings, ClusterConfig.Tls tls) {
        String ssl = "remote.artery.ssl.";
        settings.put("remote.artery.transport", "tls-tcp");
        settings.put(
                ssl + "ssl-engine-provider", "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider");
        settings.put(ssl + "rotating-keys-engine.cert-file", tls.certificate().toString());
        settings.put(ssl + "rotating-keys-engine.key-file", tls.key().toString());
        settings.put(
                ssl + "rotating-keys-engine.ca-cert-file", tls.authorities().toString());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
