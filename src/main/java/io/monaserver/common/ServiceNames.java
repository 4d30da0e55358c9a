package io.monaserver.common;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ports by number or by the usual name of their service. */
public final class ServiceNames {

    private static final int MAX_PORT = 65535;

    private static final Map<String, Integer> PORTS = Map.ofEntries(
            Map.entry("echo", 7),
            Map.entry("discard", 9),
            Map.entry("daytime", 13),
            Map.entry("ftp", 21),
            Map.entry("ssh", 22),
            Map.entry("telnet", 23),
            Map.entry("smtp", 25),
            Map.entry("time", 37),
            Map.entry("domain", 53),
            Map.entry("http", 80),
            Map.entry("pop3", 110),
            Map.entry("ntp", 123),
            Map.entry("imap2", 143),
            Map.entry("snmp", 161),
            Map.entry("irc", 194),
            Map.entry("https", 443),
            Map.entry("rtsp", 554),
            Map.entry("imaps", 993),
            Map.entry("pop3s", 995),
            Map.entry("mysql", 3306),
            Map.entry("postgresql", 5432));

    private ServiceNames() {}

    /** The port that a text means, spaces around it ignored; null if there is none. */
    public static @Nullable Integer port(String text) {
        String name = text.strip();
        if (!name.matches("\\d{1,9}")) {
            return PORTS.get(name);
        }
        int port = Integer.parseInt(name);
        return port <= MAX_PORT ? (Integer) port : null;
    }
}
