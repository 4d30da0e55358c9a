package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
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

    private final Clock clock;
    private final Map<Key, Feed> feeds = new LinkedHashMap<>();

    FanOut(Clock clock) {
        this.clock = clock;
    }

    void add(Listener listener, StreamHeaders headers, GopCache cache) {
        feeds.computeIfAbsent(keyOf(listener), key -> new Feed(key.form(), key.windowMs(), clock))
                .add(listener, headers, cache);
    }

    void remove(Listener listener) {
        Feed feed = feeds.get(keyOf(listener));
        if (feed != null) {
            feed.remove(listener);
            if (feed.isEmpty()) {
                feeds.remove(keyOf(listener));
                feed.close();
            }
        }
    }

    void push(List<StreamPacket> packets, long epochMs) {
        for (Feed feed : feeds.values()) {
            feed.push(packets, epochMs);
        }
    }

    /** Sends what waits for its window. */
    void sendWaiting() {
        feeds.values().forEach(Feed::sendWaiting);
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
