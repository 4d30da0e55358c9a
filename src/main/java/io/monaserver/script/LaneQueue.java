package io.monaserver.script;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.domain.ReadOutcome;
import io.monaserver.domain.Referral;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what waits for the lane. Beyond the bound requests are refused at once, on the asker's thread, and media is
 * dropped; what must not be lost (a client that left, a publication that ended) passes always.
 */
final class LaneQueue {

    private static final String BUSY = "server busy";

    private final int bound;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Metrics.Tally refused;
    private final Metrics.Tally dropped;

    LaneQueue(int bound, Metrics metrics) {
        this.bound = bound;
        this.refused = metrics.tally(Meter.LANE_REFUSED);
        this.dropped = metrics.tally(Meter.LANE_DROPPED);
        metrics.watch(Meter.LANE_QUEUE, "", waiting::get);
    }

    /** Whether the event may be queued; otherwise it was answered. */
    boolean admit(ApplicationEvent event) {
        if (waiting.incrementAndGet() <= bound || !refuse(event)) {
            return true;
        }
        waiting.decrementAndGet();
        refused.increment();
        return false;
    }

    /** Whether a media event may be queued. */
    boolean admitMedia() {
        if (waiting.incrementAndGet() <= bound) {
            return true;
        }
        waiting.decrementAndGet();
        dropped.increment();
        return false;
    }

    /** An admitted event was handled. */
    void done() {
        waiting.decrementAndGet();
    }

    private static boolean refuse(ApplicationEvent event) {
        if (event instanceof ApplicationEvent.Connecting connecting) {
            connecting.reply().tell(new ConnectOutcome.Busy());
        } else if (event instanceof ApplicationEvent.Called called) {
            called.reply().tell(new CallOutcome.Busy());
        } else if (event instanceof ApplicationEvent.Reading reading) {
            reading.reply().tell(new ReadOutcome.Busy());
        } else if (event instanceof ApplicationEvent.Publishing publishing) {
            publishing.reply().tell(new Decision.Refused(BUSY, List.of()));
        } else if (event instanceof ApplicationEvent.Subscribing subscribing) {
            subscribing.reply().tell(new Decision.Refused(BUSY, List.of()));
        } else if (event instanceof ApplicationEvent.Handshaking handshaking) {
            handshaking.reply().tell(Referral.LATER);
        } else if (event instanceof ApplicationEvent.PeerSought sought) {
            sought.reply().tell(Referral.LATER);
        } else {
            return false;
        }
        return true;
    }
}
