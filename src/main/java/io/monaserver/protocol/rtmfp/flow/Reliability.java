package io.monaserver.protocol.rtmfp.flow;

/**
 * How long a message is worth sending.
 *
 * @param repeats whether lost fragments are sent again; if not, the first loss ends the message
 * @param lifetimeMs after which the rest of it is given up, {@link Long#MAX_VALUE} for never
 */
public record Reliability(boolean repeats, long lifetimeMs) {

    /** Until it has arrived. */
    public static final Reliability FULL = new Reliability(true, Long.MAX_VALUE);

    /** Once. */
    public static final Reliability NONE = new Reliability(false, Long.MAX_VALUE);

    /** As long as it is fresh. */
    public static Reliability within(long lifetimeMs) {
        return new Reliability(true, lifetimeMs);
    }
}
