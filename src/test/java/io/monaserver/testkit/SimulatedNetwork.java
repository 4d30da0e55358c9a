package io.monaserver.testkit;

import io.monaserver.protocol.rtmfp.Endpoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/** A network in virtual time that loses, delays, repeats, reorders and damages datagrams as its seed says. */
public final class SimulatedNetwork {

    public double loss;
    public double duplication;
    public double corruption;
    public long delayMs = 25;
    public long jitterMs;
    public int mtu = 1500;

    /** Bytes that the path carries per millisecond and direction, 0 for any number; what waits too long is lost. */
    public int bytesPerMs;

    public long maxQueueMs = 200;

    /** Receivers look only so often, and take all that came since as one: 0 for each at once. */
    public int readEveryMs;

    /** Nothing arrives before, then all that was under way, in its order. */
    public long pausedUntilMs;

    /** Loses certain datagrams, by their number from 1 on. */
    public LongPredicate drops = number -> false;

    public final ManualClock clock = new ManualClock();
    public final Random random;
    public long delivered;
    public long sent;
    public long tooLarge;

    private final PriorityQueue<Flight> flights = new PriorityQueue<>();
    private final Map<InetSocketAddress, Endpoint> endpoints = new HashMap<>();
    private final Map<InetSocketAddress, Long> busyUntil = new HashMap<>();
    private long order;

    private record Flight(long at, long order, byte[] bytes, InetSocketAddress from, InetSocketAddress to)
            implements Comparable<Flight> {
        @Override
        public int compareTo(Flight other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    public SimulatedNetwork(long seed) {
        random = new Random(seed);
    }

    /** Puts an endpoint at an address. */
    public void attach(InetSocketAddress address, Endpoint endpoint) {
        endpoints.put(address, endpoint);
    }

    /** Moves an endpoint to another address, as a NAT does that restarts. */
    public void detach(InetSocketAddress address) {
        endpoints.remove(address);
    }

    public void send(byte[] bytes, int length, InetSocketAddress from, InetSocketAddress to) {
        sent++;
        if (length + 28 > mtu) {
            tooLarge++;
            return;
        }
        long departure = depart(length, from);
        if (departure < 0 || drops.test(sent) || random.nextDouble() < loss) {
            return;
        }
        int copies = random.nextDouble() < duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            byte[] copy = Arrays.copyOf(bytes, length);
            if (random.nextDouble() < corruption) {
                copy[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
            }
            long jitter = jitterMs == 0 ? 0 : (long) (random.nextDouble() * jitterMs);
            long arrival = Math.max(pausedUntilMs, departure + delayMs + jitter);
            long read = readEveryMs == 0 ? arrival : (arrival + readEveryMs - 1) / readEveryMs * readEveryMs;
            flights.add(new Flight(read, order++, copy, from, to));
        }
    }

    private long depart(int length, InetSocketAddress from) {
        long now = clock.millis();
        if (bytesPerMs == 0) {
            return now;
        }
        long nowBytes = now * bytesPerMs;
        long free = Math.max(nowBytes, busyUntil.getOrDefault(from, 0L));
        if (free - nowBytes > maxQueueMs * bytesPerMs) {
            return -1;
        }
        busyUntil.put(from, free + length);
        return (free + length) / bytesPerMs;
    }

    /** Runs until the condition holds; false if so much time went by before. */
    public boolean run(BooleanSupplier done, Duration atMost) {
        long end = clock.millis() + atMost.toMillis();
        while (!done.getAsBoolean()) {
            long next = flights.isEmpty() ? Long.MAX_VALUE : flights.peek().at;
            for (Endpoint endpoint : endpoints.values()) {
                next = Math.min(next, endpoint.nextDeadlineMs());
            }
            if (next > end) {
                clock.advance(Duration.ofMillis(Math.max(0, end - clock.millis())));
                return done.getAsBoolean();
            }
            clock.advance(Duration.ofMillis(Math.max(0, next - clock.millis())));
            deliver();
            endpoints.values().forEach(Endpoint::poll);
        }
        return true;
    }

    /** Lets so much time go by. */
    public void run(Duration time) {
        run(() -> false, time);
    }

    private void deliver() {
        while (!flights.isEmpty() && flights.peek().at <= clock.millis()) {
            Flight flight = flights.remove();
            Endpoint endpoint = endpoints.get(flight.to);
            if (endpoint != null) {
                delivered++;
                endpoint.take(flight.bytes, 0, flight.bytes.length, flight.from);
                if (readEveryMs == 0) {
                    endpoint.flush();
                }
            }
        }
        endpoints.values().forEach(Endpoint::flush);
    }
}
