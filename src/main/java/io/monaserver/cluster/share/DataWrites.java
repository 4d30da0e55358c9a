package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.common.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The last write of each entry of the data tree that this node has seen, its own and others'. In buckets, so that two
 * nodes find out by few numbers where they differ. Safe on any thread.
 */
final class DataWrites {

    static final int BUCKETS = 1024;

    /** What was removed is remembered, or a node that was away would bring it back; the oldest are forgotten. */
    static final int MAX_REMOVED = 100_000;

    /** About what one answer to a node that has missed something takes. */
    static final int ANSWER_BYTES = 256 << 10;

    private static final int FORGOTTEN_AT_ONCE = MAX_REMOVED / 10;

    private final TreeMap<String, Write> writes = new TreeMap<>();
    private final List<TreeSet<String>> buckets = new ArrayList<>();
    private final long[] digests = new long[BUCKETS];
    private final Clock clock;
    private final String self;
    private final Moments moments;
    private int removed;

    /**
     * Writes that another node has not seen.
     *
     * @param next the bucket from which on it may have missed more
     */
    record Missed(Map<String, Write> writes, int next) {}

    /**
     * Nothing yet.
     *
     * @param self names this node among the writers
     * @param moments kept up to date
     */
    DataWrites(Clock clock, String self, Moments moments) {
        this.clock = clock;
        this.self = self;
        this.moments = moments;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            buckets.add(new TreeSet<>());
        }
    }

    /** What was there when the node started. */
    synchronized void restore(String key, Write write) {
        set(key, write);
    }

    /** This node writes. */
    synchronized Write write(String key, @Nullable String value) {
        Write known = writes.get(key);
        long nowMs = clock.epochMs();
        Write write = new Write(known == null ? nowMs : Math.max(nowMs, known.stampMs() + 1), self, value);
        set(key, write);
        moments.put(key, write);
        return write;
    }

    /** Takes over another node's write; false if a later one is known. */
    synchronized boolean accept(String key, Write write) {
        Write known = writes.get(key);
        boolean isNewer = known == null || known.compareTo(write) < 0;
        if (isNewer) {
            set(key, write);
            moments.put(key, write);
        }
        return isNewer;
    }

    /** The value of an entry, null for none. */
    synchronized @Nullable String value(String key) {
        Write write = writes.get(key);
        return write == null ? null : write.value();
    }

    synchronized boolean knows(String key) {
        return writes.containsKey(key);
    }

    synchronized boolean hasBelow(String key) {
        return below(key).values().stream().anyMatch(write -> write.value() != null);
    }

    /** The entries that lie in a table, each after the one in which it lies. */
    synchronized List<String> keysBelow(String key) {
        return below(key).entrySet().stream()
                .filter(entry -> entry.getValue().value() != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private SortedMap<String, Write> below(String key) {
        return writes.subMap(DataKeys.firstBelow(key), DataKeys.afterBelow(key));
    }

    /** A number for each bucket, the same where the entries are the same. */
    synchronized List<Long> digests() {
        List<Long> all = new ArrayList<>(BUCKETS);
        for (long digest : digests) {
            all.add(digest);
        }
        return all;
    }

    /** What a node with these digests may have missed, from a bucket on. */
    synchronized Missed missed(List<Long> theirs, int from) {
        Map<String, Write> found = new LinkedHashMap<>();
        long bytes = 0;
        int bucket = from;
        while (bucket < BUCKETS && bytes < ANSWER_BYTES) {
            if (digests[bucket] != theirs.get(bucket)) {
                for (String key : buckets.get(bucket)) {
                    Write write = writes.get(key);
                    if (write != null) {
                        found.put(key, write);
                        bytes += size(key, write.value());
                    }
                }
            }
            bucket++;
        }
        return new Missed(found, bucket);
    }

    /** About what an entry takes in a message. */
    static int size(String key, @Nullable String value) {
        return 64 + 2 * (key.length() + (value == null ? 0 : value.length()));
    }

    private void set(String key, Write write) {
        Write before = writes.put(key, write);
        int bucket = bucketOf(key);
        buckets.get(bucket).add(key);
        if (before != null) {
            count(bucket, key, before, -1);
        }
        count(bucket, key, write, 1);
        if (removed > MAX_REMOVED) {
            forgetOldest();
        }
    }

    /** What was removed is in no digest: that one node has forgotten it and another has not is no difference. */
    private void count(int bucket, String key, Write write, int sign) {
        if (write.value() == null) {
            removed += sign;
        } else {
            digests[bucket] ^= digest(key, write, write.value());
        }
    }

    private static long digest(String key, Write write, String value) {
        long digest = key.hashCode() * 0x9E3779B97F4A7C15L;
        digest = (digest ^ write.stampMs()) * 0xC2B2AE3D27D4EB4FL;
        digest = (digest ^ digest >>> 29 ^ write.by().hashCode()) * 0x9E3779B97F4A7C15L;
        digest = (digest ^ digest >>> 32 ^ value.hashCode()) * 0xC2B2AE3D27D4EB4FL;
        return digest ^ digest >>> 31;
    }

    private void forgetOldest() {
        writes.entrySet().stream()
                .filter(entry -> entry.getValue().value() == null)
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .limit(FORGOTTEN_AT_ONCE)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::forget);
    }

    private void forget(String key) {
        writes.remove(key);
        buckets.get(bucketOf(key)).remove(key);
        moments.remove(key);
        removed--;
    }

    private static int bucketOf(String key) {
        return ShardKey.bucketOf(key, BUCKETS);
    }
}
