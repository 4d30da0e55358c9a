package io.monaserver.protocol.rtmfp;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sessions whose time has come. A session is queued again only when its deadline becomes earlier: most move
 * theirs later with every packet, and are asked when the old time comes.
 */
final class DeadlineQueue {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();

    private record Entry(long at, Session session) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Long.compare(at, other.at);
        }
    }

    void update(Session session) {
        long deadline = session.deadline();
        if (deadline < session.queuedAt) {
            session.queuedAt = deadline;
            entries.add(new Entry(deadline, session));
        }
    }

    /** A session whose time has come, null if there is none. It must be updated after it acted. */
    @Nullable
    Session next(long now) {
        for (Entry entry = entries.peek(); entry != null && entry.at <= now; entry = entries.peek()) {
            entries.remove();
            Session session = entry.session;
            if (entry.at == session.queuedAt) {
                session.queuedAt = Long.MAX_VALUE;
                if (session.deadline() <= now) {
                    return session;
                }
                update(session);
            }
        }
        return null;
    }

    long earliest() {
        Entry entry = entries.peek();
        return entry == null ? Long.MAX_VALUE : entry.at;
    }
}
