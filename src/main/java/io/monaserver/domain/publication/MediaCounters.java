package io.monaserver.domain.publication;

import io.monaserver.domain.MediaKind;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import io.monaserver.metrics.Metrics.Tally;
import java.util.List;
import java.util.Locale;

/** What the publications of a node count together, for its operators. Safe on any thread. */
final class MediaCounters {

    private final List<Tally> received;
    private final List<Tally> dropped;
    private final Tally slowListeners;

    MediaCounters(Metrics metrics) {
        received = perKind(metrics, Meter.MEDIA_RECEIVED);
        dropped = perKind(metrics, Meter.MEDIA_DROPPED);
        slowListeners = metrics.tally(Meter.SLOW_LISTENERS_CLOSED, "");
    }

    void received(MediaKind kind) {
        received.get(kind.index()).increment();
    }

    void dropped(MediaKind kind) {
        dropped.get(kind.index()).increment();
    }

    void slowListenerClosed() {
        slowListeners.increment();
    }

    private static List<Tally> perKind(Metrics metrics, Meter meter) {
        return MediaKind.ALL.stream()
                .map(kind -> metrics.tally(meter, kind.name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
