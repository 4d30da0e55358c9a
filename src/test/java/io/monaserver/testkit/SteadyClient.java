package io.monaserver.testkit;

import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An RTMP client that stays: publishes or plays one name, answers the server's pings, and notices its end. */
public final class SteadyClient implements AutoCloseable {

    private static final byte[] KEY_FRAME = {0x17, 1, 0, 0, 0, 1, 2, 3};
    private static final int PING = 6;
    private static final int PONG = 7;
    private static final int FRAME_INTERVAL_MS = 100;

    private final RtmpClient client;
    private final Queue<String> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger frames = new AtomicInteger();
    private final Object sending = new Object();
    private volatile boolean isGone;
    private volatile boolean isClosing;

    private SteadyClient(RtmpClient client) {
        this.client = client;
    }

    /** Plays a name. */
    public static SteadyClient play(InetSocketAddress server, String name) throws IOException {
        SteadyClient steady = new SteadyClient(RtmpClient.connect(server, ""));
        steady.client.play(name);
        steady.begin(steady::listen, "plays " + name);
        return steady;
    }

    /** Publishes key frames under a name. */
    public static SteadyClient publish(InetSocketAddress server, String name) throws IOException {
        SteadyClient steady = new SteadyClient(RtmpClient.connect(server, ""));
        steady.client.publish(name);
        steady.begin(steady::listen, "publishes " + name);
        steady.begin(steady::film, "films " + name);
        return steady;
    }

    /** Whether the server has ended the connection. */
    public boolean isGone() {
        return isGone && !isClosing;
    }

    /** How many pictures came so far. */
    public int frames() {
        return frames.get();
    }

    /** Whether a status with this text has come. */
    public boolean isTold(String text) {
        return statuses.stream().anyMatch(status -> status.contains(text));
    }

    @Override
    public void close() {
        isClosing = true;
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!isGone) {
            try {
                RtmpMessage message = client.next();
                if (message == null) {
                    isGone = true;
                } else {
                    take(message);
                }
            } catch (UncheckedIOException silence) {
                // The server may have been stopped for a while.
            }
        }
    }

    private void take(RtmpMessage message) {
        byte[] payload = message.payload();
        if (message.type() == MessageType.VIDEO) {
            frames.incrementAndGet();
        } else if (message.type() == MessageType.COMMAND_AMF0) {
            statuses.add(RtmpClient.text(message));
        } else if (message.type() == MessageType.USER_CONTROL && payload[1] == PING) {
            byte[] pong = payload.clone();
            pong[1] = PONG;
            send(2, new RtmpMessage(MessageType.USER_CONTROL, 0, 0, pong));
        }
    }

    private void film() {
        long timeMs = 0;
        while (!isGone && !isClosing) {
            send(6, new RtmpMessage(MessageType.VIDEO, 1, timeMs, KEY_FRAME));
            timeMs += FRAME_INTERVAL_MS;
            java.util.concurrent.locks.LockSupport.parkNanos(FRAME_INTERVAL_MS * 1_000_000L);
        }
    }

    private void send(int chunkStream, RtmpMessage message) {
        synchronized (sending) {
            try {
                client.send(chunkStream, message);
            } catch (UncheckedIOException e) {
                isGone = true;
            }
        }
    }
}
