package io.monaserver.protocol.rtmfp.flow;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fragments of all flows that are under way, in the order in which they went, and what got lost of them. */
final class InFlight {

    /** §3.6.2.5. */
    private static final int NAKS_OF_LOSS = 3;

    private @Nullable Fragment oldest;
    private @Nullable Fragment newest;
    private long nextTransmission = 1;
    private long maxAcknowledged;
    private long bytes;
    private long peak;
    private long recoveryEnd;

    /** What has been missed by acknowledgements. */
    enum Missing {
        /** Nothing. */
        NOTHING,
        /** Something, not for the first time since the sender reacted, or not often enough to be lost. */
        SOME,
        /** Something that went after the sender reacted to a loss the last time is lost. */
        LOSS
    }

    /** Bytes under way. */
    long bytes() {
        return bytes;
    }

    /**
     * The bytes that were under way when something went the last time: acknowledgements that are read together, with
     * nothing sent in between, all speak of a sender that used so much of its window.
     */
    long peak() {
        return peak;
    }

    boolean isEmpty() {
        return oldest == null;
    }

    /** When the oldest went out; the given time if there is none. */
    long oldestSentAt(long now) {
        return oldest == null ? now : oldest.sentAt;
    }

    /** A fragment went out: it is the last one of those under way. */
    void sent(Fragment fragment, long now) {
        fragment.transmission = nextTransmission++;
        fragment.sentAt = now;
        fragment.before = newest;
        fragment.after = null;
        if (newest == null) {
            oldest = fragment;
        } else {
            newest.after = fragment;
        }
        newest = fragment;
        bytes += fragment.transmitSize;
        peak = bytes;
    }

    /** A fragment under way has arrived. */
    void acknowledged(Fragment fragment) {
        unlink(fragment);
        maxAcknowledged = Math.max(maxAcknowledged, fragment.transmission);
    }

    /**
     * §3.6.2.5: whatever went before the latest that arrived counts as missed once more. What is lost was sent in the
     * same round trip as what the sender has reacted to already, or is a reason to react, once for all that is under
     * way by now (as RFC 6582 does).
     */
    Missing countNaks(Consumer<Fragment> lost) {
        Missing missing = Missing.NOTHING;
        Fragment fragment = oldest;
        while (fragment != null && fragment.transmission < maxAcknowledged) {
            Fragment next = fragment.after;
            if (missing == Missing.NOTHING) {
                missing = Missing.SOME;
            }
            if (++fragment.naks >= NAKS_OF_LOSS) {
                if (fragment.transmission > recoveryEnd) {
                    missing = Missing.LOSS;
                }
                unlink(fragment);
                lost.accept(fragment);
            }
            fragment = next;
        }
        if (missing == Missing.LOSS) {
            recoveryEnd = nextTransmission - 1;
        }
        return missing;
    }

    /** §3.6.2.6: all are lost. */
    void loseAll(Consumer<Fragment> lost) {
        for (Fragment fragment = oldest; fragment != null; fragment = oldest) {
            unlink(fragment);
            lost.accept(fragment);
        }
    }

    void clear() {
        oldest = null;
        newest = null;
        bytes = 0;
    }

    private void unlink(Fragment fragment) {
        Fragment before = fragment.before;
        Fragment after = fragment.after;
        if (before == null) {
            oldest = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.before = before;
        }
        fragment.before = null;
        fragment.after = null;
        bytes -= fragment.transmitSize;
    }
}
