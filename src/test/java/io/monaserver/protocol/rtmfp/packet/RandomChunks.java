package io.monaserver.protocol.rtmfp.packet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Chunks that a seed decides. */
public final class RandomChunks {

    private RandomChunks() {}

    public static StartupChunk startup(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new StartupChunk.InitiatorHello(slice(random, 60), slice(random, 20));
            case 1 -> new StartupChunk.ResponderHello(slice(random, 20), slice(random, 64), slice(random, 300));
            case 2 -> new StartupChunk.Redirect(slice(random, 20), addresses(random));
            case 3 -> new StartupChunk.CookieChange(slice(random, 70), slice(random, 70));
            case 4 ->
                new StartupChunk.InitiatorKeying(
                        random.nextInt(),
                        slice(random, 64),
                        slice(random, 2000),
                        slice(random, 300),
                        slice(random, 40));
            case 5 -> new StartupChunk.ResponderKeying(random.nextInt(), slice(random, 300), slice(random, 2));
            default ->
                new StartupChunk.Fragment(
                        random.nextBoolean(),
                        number(random),
                        number(random),
                        Slice.of(new byte[1 + random.nextInt(99)]));
        };
    }

    public static SessionChunk session(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> new SessionChunk.ForwardedHello(slice(random, 40), address(random), slice(random, 16));
            case 1 -> new SessionChunk.Ping(slice(random, 50));
            case 2 -> new SessionChunk.PingReply(slice(random, 50));
            case 3 -> data(random);
            case 4 -> ack(random, 10);
            case 5 -> new SessionChunk.BufferProbe(number(random));
            case 6 -> new SessionChunk.FlowException(number(random), number(random));
            case 7 -> new SessionChunk.Close();
            default -> new SessionChunk.CloseAck();
        };
    }

    static SessionChunk.DataAck ack(Random random, int maxRuns) {
        long cumulative = number(random) >>> 1;
        long[] ranges = new long[2 * random.nextInt(maxRuns)];
        long cursor = cumulative;
        for (int i = 0; i < ranges.length; i += 2) {
            ranges[i] = cursor + 2 + random.nextInt(20);
            ranges[i + 1] = ranges[i] + random.nextInt(20);
            cursor = ranges[i + 1];
        }
        return new SessionChunk.DataAck(number(random), number(random), cumulative, ranges);
    }

    private static SessionChunk.UserData data(Random random) {
        long sequence = 1 + (number(random) >>> 1);
        boolean abandoned = random.nextInt(4) == 0;
        long offset = Math.min(sequence, (abandoned ? 0 : 1) + random.nextInt(100));
        FlowOptions options = random.nextInt(3) == 0
                ? new FlowOptions(slice(random, 40), random.nextBoolean() ? number(random) : null, true)
                : null;
        return new SessionChunk.UserData(
                number(random),
                sequence,
                sequence - offset,
                random.nextInt(4),
                abandoned,
                random.nextBoolean(),
                options,
                slice(random, 900));
    }

    private static List<Address> addresses(Random random) {
        return Stream.generate(() -> address(random)).limit(random.nextInt(5)).toList();
    }

    private static Address address(Random random) {
        byte[] ip = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(ip);
        try {
            return new Address(
                    new InetSocketAddress(InetAddress.getByAddress(ip), random.nextInt(65536)),
                    Origin.of(random.nextInt(4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(Random random) {
        return LongStream.of(random.nextInt(100), random.nextInt(1 << 20), random.nextLong() >>> 3)
                .skip(random.nextInt(3))
                .findFirst()
                .orElseThrow();
    }

    private static Slice slice(Random random, int bound) {
        byte[] bytes = new byte[random.nextInt(bound)];
        random.nextBytes(bytes);
        return Slice.of(bytes);
    }
}
