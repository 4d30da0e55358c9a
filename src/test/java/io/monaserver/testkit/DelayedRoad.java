package io.monaserver.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A detour that packets between hosts take so that they arrive later, for kernels that delay none themselves: VXLAN
 * tunnels (RFC 7348) from each host to this process, which gives what comes out of one to that of the addressee.
 */
final class DelayedRoad implements AutoCloseable {

    /** VXLAN and Ethernet headers; the last byte of the addressee's MAC address is its number. */
    private static final int VXLAN_BYTES = 8;

    private static final int ADDRESSEE = VXLAN_BYTES + 5;
    private static final int IP = VXLAN_BYTES + 14;
    private static final int MOST_BYTES = 65_507;

    private final DatagramSocket socket;
    private final IntFunction<String> hosts;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(DelayedRoad::thread);
    private volatile long delayNanos;

    /** Begins at an address of this process; the hosts' tunnels end at the same port. */
    DelayedRoad(String address, int port, IntFunction<String> hosts) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(address, port));
        this.socket.setReceiveBufferSize(1 << 22);
        this.hosts = hosts;
        thread(this::run).start();
    }

    /** How long packets take from now on. */
    void take(long delayMs) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMs);
    }

    private void run() {
        byte[] buffer = new byte[MOST_BYTES];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            byte[] frame = Arrays.copyOf(buffer, packet.getLength());
            if (frame.length > IP) {
                timer.schedule(() -> deliver(frame), delayNanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void deliver(byte[] frame) {
        InnerChecksum.fill(frame, IP);
        try {
            InetAddress host = InetAddress.getByName(hosts.apply(frame[ADDRESSEE] & 0xFF));
            socket.send(new DatagramPacket(frame, frame.length, host, socket.getLocalPort()));
        } catch (IOException lost) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(lost);
            }
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "delayed road");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        socket.close();
        timer.shutdownNow();
    }
}
