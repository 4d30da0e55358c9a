package io.monaserver.metrics;

/** Everything a node counts. The name is the Prometheus one without its unit and {@code _total} suffix. */
public enum Meter {
    /** Clients now connected. */
    SESSIONS(Kind.GAUGE, "sessions", "protocol", "clients now connected"),
    /** Connections accepted since the start. */
    CONNECTIONS(Kind.COUNTER, "connections", "protocol", "connections accepted"),
    /** Connections refused by an application, a limit or the blacklist. */
    REFUSALS(Kind.COUNTER, "connections.refused", "protocol", "connections refused"),
    /** Connections closed for bytes that are not of their protocol. */
    MALFORMED(Kind.COUNTER, "connections.malformed", "protocol", "connections closed for malformed input"),
    /** Bytes read from clients. */
    BYTES_RECEIVED(Kind.COUNTER, "received.bytes", "protocol", "bytes read from clients"),
    /** Bytes written to clients. */
    BYTES_SENT(Kind.COUNTER, "sent.bytes", "protocol", "bytes written to clients"),
    /** Connections refused because their address is blacklisted. */
    BLACKLISTED(Kind.COUNTER, "connections.blacklisted", "", "connections refused for a blacklisted address"),
    /** Publications that have a publisher. */
    PUBLICATIONS(Kind.GAUGE, "publications", "", "publications with a publisher"),
    /** Listeners of publications. */
    LISTENERS(Kind.GAUGE, "listeners", "", "listeners of publications"),
    /** Packets that publishers pushed. */
    MEDIA_RECEIVED(Kind.COUNTER, "media.received", "kind", "packets pushed by publishers"),
    /** Packets not sent to a listener because too much was waiting for it. */
    MEDIA_DROPPED(Kind.COUNTER, "media.dropped", "kind", "packets not sent to a slow listener"),
    /** Listeners closed because they stayed too slow. */
    SLOW_LISTENERS_CLOSED(Kind.COUNTER, "listeners.closed.slow", "", "listeners closed for being too slow"),
    /** Events waiting for the script lane. */
    LANE_QUEUE(Kind.GAUGE, "script.lane.queue", "", "events waiting for the script lane"),
    /** Time a script handler runs. */
    LANE_RUN(Kind.TIMER, "script.lane.run", "", "time a script handler runs"),
    /** Requests refused because the lane's queue was full. */
    LANE_REFUSED(Kind.COUNTER, "script.lane.refused", "", "requests refused because the script lane was full"),
    /** Media events not given to scripts because the lane's queue was full. */
    LANE_DROPPED(Kind.COUNTER, "script.lane.dropped", "", "media events not given to scripts in time"),
    /** Errors that scripts raised. */
    SCRIPT_ERRORS(Kind.COUNTER, "script.errors", "", "errors raised by scripts"),
    /** Script calls stopped for using more than their budget. */
    SCRIPT_BREACHES(Kind.COUNTER, "script.breaches", "", "script calls stopped over their budget"),
    /** Changes of what scripts keep that are not on disk yet. */
    DATA_WAITING(Kind.GAUGE, "data.waiting", "", "changes of scripts' data not on disk yet"),
    /** Links to other servers that are up. */
    SERVERS(Kind.GAUGE, "servers", "", "links to other servers that are up"),
    /** Starts of the cluster's actor system. */
    CLUSTER_STARTS(Kind.COUNTER, "cluster.starts", "", "starts of the cluster's actor system");

    /** How a meter moves. */
    public enum Kind {
        /** Up only. */
        COUNTER,
        /** Up and down. */
        GAUGE,
        /** Durations, with a count and a sum. */
        TIMER
    }

    private final Kind kind;
    private final String id;
    private final String label;
    private final String description;

    Meter(Kind kind, String id, String label, String description) {
        this.kind = kind;
        this.id = id;
        this.label = label;
        this.description = description;
    }

    /** How it moves. */
    public Kind kind() {
        return kind;
    }

    /** Its name, words separated by dots. */
    public String id() {
        return id;
    }

    /** The name of the one label its values differ by; empty when there is none. */
    public String label() {
        return label;
    }

    /** What it says, for operators. */
    public String description() {
        return description;
    }
}
