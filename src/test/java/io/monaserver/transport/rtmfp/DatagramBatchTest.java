package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which datagrams become one write. */
class DatagramBatchTest {

    private static final InetSocketAddress A = new InetSocketAddress("192.0.2.1", 1935);
    private static final InetSocketAddress B = new InetSocketAddress("192.0.2.2", 1935);

    private final EmbeddedChannel socket = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final DatagramBatch batch = new DatagramBatch(socket.pipeline().firstContext(), true);
    private byte made;
    private byte seen;

    @AfterEach
    void close() {
        batch.close();
        assertThat(socket.outboundMessages()).isEmpty();
        socket.finishAndReleaseAll();
    }

    @Test
    void nothingGoesBeforeTheFlush() {
        add(100, A);
        assertThat(socket.outboundMessages()).isEmpty();
        assertThat(sent()).containsExactly("1: 100");
        assertThat(sent()).isEmpty();
    }

    @Test
    void datagramsOfOneLengthAreOneWriteThatAShorterOneEnds() {
        add(100, A);
        add(100, A);
        add(60, A);
        add(60, A);

        assertThat(sent()).containsExactly("1: 260 by 100", "1: 60");
    }

    @Test
    void aLongerOneAndAnotherReceiverBeginAWrite() {
        add(60, A);
        add(100, A);
        add(100, B);
        add(100, B);
        add(100, A);

        assertThat(sent()).containsExactly("1: 60", "1: 100", "2: 200 by 100", "1: 100");
    }

    @Test
    void aWriteHasNoMoreThan64DatagramsNorMoreThanIpCarries() {
        for (int i = 0; i < 65; i++) {
            add(100, A);
        }
        assertThat(sent()).containsExactly("1: 6400 by 100", "1: 100");
        for (int i = 0; i < 50; i++) {
            add(1400, A);
        }
        assertThat(sent()).containsExactly("1: 64400 by 1400", "1: 5600 by 1400");
    }

    @Test
    void manyWritesGoWithoutAFlush() {
        for (int i = 0; i < 300; i++) {
            add(1000, i % 2 == 0 ? A : B);
        }
        int early = socket.outboundMessages().size();
        assertThat(early).isEqualTo(256);
        assertThat(sent()).hasSize(300);
    }

    @Test
    void withoutSegmentationEachIsAWrite() {
        DatagramBatch plain = new DatagramBatch(socket.pipeline().firstContext(), false);
        add(plain, 100, A);
        add(plain, 100, A);
        plain.flush();
        plain.close();

        assertThat(drain()).containsExactly("1: 100", "1: 100");
    }

    private void add(int length, InetSocketAddress to) {
        add(batch, length, to);
    }

    private void add(DatagramBatch batch, int length, InetSocketAddress to) {
        byte[] datagram = new byte[length + 10];
        Arrays.fill(datagram, 0, length, made++);
        batch.add(datagram, length, to);
    }

    private List<String> sent() {
        batch.flush();
        return drain();
    }

    /** The writes as receiver, bytes and segment, once their bytes were found to be those of the datagrams. */
    private List<String> drain() {
        List<String> writes = new ArrayList<>();
        for (DatagramPacket write = socket.readOutbound(); write != null; write = socket.readOutbound()) {
            ByteBuf content = write.content();
            int bytes = content.readableBytes();
            int segment = write instanceof SegmentedDatagramPacket row ? row.segmentSize() : bytes;
            for (int at = 0; at < bytes; at += segment) {
                int end = Math.min(bytes, at + segment);
                assertThat(content.getByte(at))
                        .isEqualTo(content.getByte(end - 1))
                        .isEqualTo(seen++);
            }
            String by = bytes > segment ? " by " + segment : "";
            writes.add((write.recipient().equals(A) ? "1" : "2") + ": " + bytes + by);
            write.release();
        }
        return writes;
    }
}
