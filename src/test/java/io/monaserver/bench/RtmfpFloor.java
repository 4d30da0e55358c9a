package io.monaserver.bench;

import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What sending one stream to many over RTMFP costs at the least: AES-128-CBC, checksum and UDP sends of the same bytes
 * at the same times, and nothing else. Each message goes as the server sends it: to each listener as one write that the
 * system cuts into datagrams, to all of them in as few calls as it takes. Counts the sending thread's time only.
 */
@Command(name = "rtmfp-floor", sortOptions = false, mixinStandardHelpOptions = true)
final class RtmfpFloor implements Callable<Integer> {

    /** The server's datagrams before padding, and what of them is not payload. */
    private static final int DATAGRAM = 1192;

    private static final int OVERHEAD = 24;
    private static final int SESSION_ID = 4;

    @Option(names = "-n", description = "listeners (${DEFAULT-VALUE})")
    private int listeners = 200;

    @Option(names = "-b", description = "kbit/s of the stream, audio included (${DEFAULT-VALUE})")
    private int kbit = 1000;

    @Option(names = "-w", description = "seconds before the window (${DEFAULT-VALUE})")
    private int warmup = 10;

    @Option(names = "-d", description = "seconds of the window (${DEFAULT-VALUE})")
    private int window = 10;

    @Option(names = "-l", description = "label of the result")
    private String label = "floor";

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    private final EventLoop sender = group.next();
    private final EventLoop receiver = group.next();
    private final List<Listener> receivers = new ArrayList<>();
    private final byte[] plain = new byte[PacketCipher.HEADROOM + 2 * DATAGRAM];
    private final byte[] wire = new byte[2 * DATAGRAM];
    private final LongAdder bytes = new LongAdder();
    private final LongAdder datagrams = new LongAdder();

    private record Listener(InetSocketAddress address, PacketCipher cipher) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RtmfpFloor()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        for (int i = 0; i < listeners; i++) {
            Channel socket = bind(receiver, new Counter());
            receivers.add(new Listener((InetSocketAddress) socket.localAddress(), new PacketCipher()));
        }
        Channel socket = bind(sender, new ChannelInboundHandlerAdapter());
        SyntheticMedia media = new SyntheticMedia(kbit, 64);
        long startedNanos = System.nanoTime();
        sender.execute(() -> sendDue(socket, media, startedNanos));
        TimeUnit.SECONDS.sleep(warmup);
        long cpuNanos = senderNanos();
        long bytesBefore = bytes.sum();
        long datagramsBefore = datagrams.sum();
        TimeUnit.SECONDS.sleep(window);
        double cpu = (senderNanos() - cpuNanos) / 1e9;
        double gbit = (bytes.sum() - bytesBefore) * 8 / 1e9;
        System.out.printf(
                Locale.ROOT,
                "{\"label\":\"%s\",\"players\":%d,\"kbit\":%d,\"mbit_s\":%.1f,\"datagrams\":%d,"
                        + "\"cpu_s_per_gbit\":%.4f}%n",
                label,
                listeners,
                kbit,
                gbit * 1000 / window,
                datagrams.sum() - datagramsBefore,
                cpu / gbit);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        return 0;
    }

    private static Channel bind(EventLoop loop, ChannelInboundHandlerAdapter handler) throws InterruptedException {
        return new Bootstrap()
                .group(loop)
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(2048))
                .option(ChannelOption.SO_SNDBUF, 4 << 20)
                .handler(handler)
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    private long senderNanos() throws InterruptedException {
        return sender.submit(() -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())
                .sync()
                .getNow();
    }

    /** Sends what is due and comes back when the next message is. */
    private void sendDue(Channel socket, SyntheticMedia media, long startedNanos) {
        long elapsed = System.nanoTime() - startedNanos;
        while (Math.min(media.nextVideoNanos(), media.nextAudioNanos()) <= elapsed) {
            boolean isVideo = media.nextVideoNanos() <= media.nextAudioNanos();
            int length = (isVideo ? media.video(0) : media.audio(0)).length;
            for (Listener listener : receivers) {
                write(socket, listener, length);
            }
            socket.flush();
        }
        long wait = Math.min(media.nextVideoNanos(), media.nextAudioNanos()) - (System.nanoTime() - startedNanos);
        sender.schedule(() -> sendDue(socket, media, startedNanos), Math.max(wait, 100_000), TimeUnit.NANOSECONDS);
    }

    private void write(Channel socket, Listener listener, int length) {
        int room = DATAGRAM - OVERHEAD;
        ByteBuf row = socket.alloc().directBuffer(length + (length / room + 1) * (OVERHEAD + 16));
        int segment = 0;
        for (int sent = 0; sent < length; sent += room) {
            int plainLength = Math.min(room, length - sent) + OVERHEAD - SESSION_ID;
            int sealed = listener.cipher.seal(plain, PacketCipher.HEADROOM, plainLength, wire, SESSION_ID);
            row.writeBytes(wire, 0, SESSION_ID + sealed);
            segment = Math.max(segment, SESSION_ID + sealed);
        }
        socket.write(
                row.readableBytes() > segment
                        ? new SegmentedDatagramPacket(row, segment, listener.address)
                        : new DatagramPacket(row, listener.address),
                socket.voidPromise());
    }

    /** Counts what arrives. */
    private final class Counter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext from, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            bytes.add(packet.content().readableBytes());
            datagrams.increment();
            packet.release();
        }
    }
}
