package io.monaserver.domain.publication;

import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All listeners of a publication, grouped into {@link Feed}s. Touched by the publication's actor only. */
final class FanOut {

    private record Key(WireForm form, int windowMs) {}

    private final Map<Key, Feed> feeds = new LinkedHashMap<>();

    void add(Listener listener, StreamHeaders headers, GopCache cache) {
        feeds.computeIfAbsent(keyOf(listener), key -> new Feed(key.form(), key.windowMs()))
                .add(listener, headers, cache);
    }

    void remove(Listener listener) {
        Feed feed = feeds.get(keyOf(listener));
        if (feed != null) {
            feed.remove(listener);
            if (feed.isEmpty()) {
                feeds.remove(keyOf(listener));
            }
        }
    }

    void push(List<StreamPacket> packets, long epochMs) {
        for (Feed feed : feeds.values()) {
            feed.push(packets, epochMs);
        }
    }

    /** Sends what has waited for its window; returns the milliseconds to the next look, -1 if nothing waits. */
    int sendDue(long epochMs) {
        int next = -1;
        for (Feed feed : feeds.values()) {
            if (feed.isDue(epochMs)) {
                feed.send(epochMs);
            } else if (feed.isWaiting()) {
                next = next < 0 ? feed.windowMs() : Math.min(next, feed.windowMs());
            }
        }
        return next;
    }

    void sendAll(long epochMs) {
        feeds.values().forEach(feed -> feed.send(epochMs));
    }

    void restart() {
        feeds.values().forEach(Feed::restart);
    }

    /** A header that late joiners were to get has changed without a packet. */
    void forgetBursts() {
        feeds.values().forEach(Feed::forgetBurst);
    }

    void tell(StreamEvent event) {
        feeds.values().forEach(feed -> feed.tell(event));
    }

    void close() {
        feeds.values().forEach(Feed::close);
        feeds.clear();
    }

    private static Key keyOf(Listener listener) {
        return new Key(listener.sink().form(), listener.mergeWriteMs());
    }
}
