package io.monaserver.protocol.rtmfp;

/**
 * When a silent session is asked for a sign of life, and given up.
 *
 * @param idleMs silence before the first ping
 * @param intervalMs time between pings, at least a retransmission timeout
 * @param tries pings without an answer that end the session
 */
public record KeepaliveSettings(long idleMs, long intervalMs, int tries) {

    /** MonaServer: two minutes of silence, then ten pings each two seconds. */
    public static final KeepaliveSettings SERVER = new KeepaliveSettings(120_000, 2000, 10);
}
