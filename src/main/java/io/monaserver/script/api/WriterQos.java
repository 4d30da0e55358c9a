package io.monaserver.script.api;

import io.monaserver.common.Clock;
import io.monaserver.domain.Client;
import io.monaserver.domain.QualityOfService;

/** What a script has written by one writer over the last seconds. Belongs to the lane. */
final class WriterQos implements QualityOfService {

    private static final int WINDOW_SECONDS = 4;

    private final Clock clock;
    private final Client client;
    private final long[] bytes = new long[WINDOW_SECONDS];
    private long second;
    private long lastMs;

    WriterQos(Clock clock, Client client) {
        this.clock = clock;
        this.client = client;
    }

    void sent(int size) {
        lastMs = clock.epochMs();
        bytes[slot(lastMs / 1000)] += size;
    }

    /** Forgets the seconds that have left the window, and gives the place of this one. */
    private int slot(long now) {
        long outdated = Math.min(WINDOW_SECONDS, now - second);
        for (long i = 0; i < outdated; i++) {
            bytes[(int) Math.floorMod(now - i, (long) WINDOW_SECONDS)] = 0;
        }
        second = now;
        return (int) Math.floorMod(now, (long) WINDOW_SECONDS);
    }

    /** Of all that the client is sent, which reliable writers send again; 0 but over UDP. */
    @Override
    public double lostRate() {
        return client.lostRate();
    }

    @Override
    public double byteRate() {
        slot(clock.epochMs() / 1000);
        long sum = 0;
        for (long count : bytes) {
            sum += count;
        }
        return (double) sum / WINDOW_SECONDS;
    }

    /** One way is half of a round trip. */
    @Override
    public int latencyMs() {
        return client.pingMs() / 2;
    }

    @Override
    public long lastSendingTimeMs() {
        return lastMs;
    }
}
