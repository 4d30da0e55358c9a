package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.StreamPacket.Role;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.Endpoint;
import io.monaserver.protocol.rtmfp.EndpointHandler;
import io.monaserver.protocol.rtmfp.EndpointSettings;
import io.monaserver.protocol.rtmfp.Hello;
import io.monaserver.protocol.rtmfp.HelloAnswer;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.SessionHandler;
import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.SendHandler;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.Identity;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.testkit.SimulatedNetwork;
import io.monaserver.testkit.Spec;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A stream of a server to a listener, over a simulated network. */
class MediaFlowsTest {

    private static final int FRAMES = 1500;
    private static final int FRAME_MS = 40;
    private static final int KEY_INTERVAL = 50;
    private static final Identity SERVER = Identity.server(Set.of(DhGroup.MODP_1024), new Random(1));
    private static final Identity CLIENT = Identity.client(Set.of(DhGroup.MODP_1024));

    private final SimulatedNetwork network = new SimulatedNetwork(17);
    private final Heard heard = new Heard();
    private final Session session = connect();
    private long sequence;
    private int frameBytes = 2000;

    /** What the listener hears. */
    private final class Heard implements SessionHandler, MessageHandler {
        boolean rejects;
        int flows;
        final List<Integer> audio = new ArrayList<>();
        final List<Integer> video = new ArrayList<>();
        final List<Integer> keys = new ArrayList<>();
        final List<Integer> data = new ArrayList<>();
        final List<Long> videoDelays = new ArrayList<>();
        final List<Long> mediaDelays = new ArrayList<>();

        @Override
        public MessageHandler onFlow(ReceiveFlow flow) {
            flows++;
            if (rejects) {
                return null;
            }
            FlowMetadata metadata = FlowMetadata.read(flow.metadata());
            if (metadata != null && metadata.networkOrder()) {
                flow.deliverInNetworkOrder();
            }
            return this;
        }

        @Override
        public void onMessage(ReceiveFlow flow, Slice bytes) {
            FlowMessage message = FlowMessage.read(bytes);
            ByteBuffer payload = ByteBuffer.wrap(message.payload().toBytes());
            // Data are wrapped in an AMF0 string.
            int number = payload.getInt(message.type() == MessageType.DATA_AMF0 ? 5 : 2);
            if (message.type() != MessageType.DATA_AMF0) {
                mediaDelays.add(network.clock.millis() - payload.getLong(6));
            }
            switch (message.type()) {
                case MessageType.AUDIO -> audio.add(number);
                case MessageType.VIDEO -> {
                    boolean key = payload.get(0) == 0x17;
                    (key ? keys : video).add(number);
                    if (!key) {
                        videoDelays.add(network.clock.millis() - payload.getLong(6));
                    }
                }
                default -> data.add(number);
            }
        }
    }

    private Session connect() {
        InetSocketAddress serverAt = new InetSocketAddress("192.0.2.1", 1935);
        InetSocketAddress clientAt = new InetSocketAddress("192.0.2.2", 1935);
        List<Session> sessions = new ArrayList<>();
        byte[] secret = {1, 2, 3};
        Endpoint server = new Endpoint(
                EndpointSettings.server(SERVER, secret),
                new EndpointHandler() {
                    @Override
                    public HelloAnswer onHello(Hello hello, boolean forUs) {
                        return HelloAnswer.RESPOND;
                    }

                    @Override
                    public SessionHandler onSession(Session session) {
                        sessions.add(session);
                        return flow -> null;
                    }
                },
                new Endpoint.Environment(
                        network.clock, network.random, (bytes, n, to) -> network.send(bytes, n, serverAt, to)));
        Endpoint client = new Endpoint(
                EndpointSettings.client(CLIENT, secret),
                opened -> heard,
                new Endpoint.Environment(
                        network.clock, network.random, (bytes, n, to) -> network.send(bytes, n, clientAt, to)));
        network.attach(serverAt, server);
        network.attach(clientAt, client);
        client.open(EndpointDiscriminator.ofUrl("rtmfp://192.0.2.1/"), List.of(serverAt), opened -> heard);
        assertThat(network.run(() -> !sessions.isEmpty(), Duration.ofMinutes(1)))
                .isTrue();
        network.run(Duration.ofSeconds(1));
        return sessions.get(0);
    }

    @Test
    void unbufferedPicturesNeverWaitForALostOne() {
        MediaFlows flows = new MediaFlows(new PeerFlows(session, SendHandler.NONE), 1, true);

        play(flows);

        heard.videoDelays.sort(null);
        assertThat(heard.videoDelays.get(heard.videoDelays.size() / 2)).isEqualTo(network.delayMs);
        // What is late waited before it was sent, for an acknowledgement to open the congestion window: a round trip.
        // Behind a lost one it would be more: three later packets to know of it, then a round trip
        // to repeat it.
        assertThat(heard.videoDelays.get((int) (heard.videoDelays.size() * 0.99)))
                .isLessThanOrEqualTo(4 * network.delayMs);
        int frames = FRAMES - FRAMES / KEY_INTERVAL;
        assertThat(heard.video.size()).isBetween(frames * 3 / 4, frames - 1);
        assertThat(heard.video).doesNotHaveDuplicates();
        assertThat(heard.keys).hasSize(FRAMES / KEY_INTERVAL);
        assertThat(heard.audio.size()).isBetween(FRAMES * 9 / 10, FRAMES - 1);
        assertThat(heard.data).hasSize(FRAMES).isSorted();
        assertThat((double) flows.lostMessages(MediaKind.AUDIO.index()) / FRAMES)
                .isBetween(0.02, 0.1);
    }

    /**
     * At 1 Mbit/s the losses hold the congestion window down to about what is needed, so a picture may wait for a round
     * trip or two; the reliable key pictures, whose repetitions take the same room, make no other wait for long.
     */
    @Test
    void aStreamOfAMegabitIsHeardInTimeThoughPathsLoseOfIt() {
        frameBytes = 4000;
        MediaFlows flows = new MediaFlows(new PeerFlows(session, SendHandler.NONE), 1, true);

        play(flows);

        heard.mediaDelays.sort(null);
        assertThat(heard.mediaDelays.get(heard.mediaDelays.size() / 2)).isLessThanOrEqualTo(2 * network.delayMs);
        assertThat(heard.mediaDelays.get((int) (heard.mediaDelays.size() * 0.99)))
                .isLessThanOrEqualTo(8 * network.delayMs);
        assertThat(heard.video.size()).isGreaterThan(FRAMES / 2);
        assertThat(heard.keys).hasSize(FRAMES / KEY_INTERVAL);
    }

    /** A path that carries half of the stream and stores much: what is played is cut, and is never old. */
    @Test
    void unbufferedListenersDoNotFallBehind() {
        network.bytesPerMs = 30;
        network.maxQueueMs = 5000;
        MediaFlows flows = new MediaFlows(new PeerFlows(session, SendHandler.NONE), 1, true);

        play(flows);

        heard.mediaDelays.sort(null);
        assertThat(heard.mediaDelays.get((int) (heard.mediaDelays.size() * 0.99)))
                .isLessThan(1200);
        assertThat(heard.mediaDelays.get(heard.mediaDelays.size() / 2)).isLessThan(400);
        assertThat(heard.audio.size()).isGreaterThan(FRAMES / 2);
        assertThat(heard.video.size()).isGreaterThan(FRAMES / 10);
        assertThat(flows.queuedBytes()).isZero();
    }

    /** The path or the listener pauses for longer than the sender waits for a word, then everything arrives. */
    @Test
    void aPauseOfThePathIsSoonForgotten() {
        MediaFlows flows = new MediaFlows(new PeerFlows(session, SendHandler.NONE), 1, true);
        play(flows, 500);
        long window = session.congestionWindow();
        assertThat(window).as("large enough to be worth keeping").isGreaterThan(8000);
        network.pausedUntilMs = network.clock.millis() + 600;
        play(flows, 12);
        assertThat(session.congestionWindow()).as("nothing was heard").isLessThan(window / 2);
        assertThat(network.run(() -> session.congestionWindow() >= window, Duration.ofMillis(300)))
                .as("with what arrives late it is as before")
                .isTrue();
        heard.mediaDelays.clear();
        play(flows, 200);

        heard.mediaDelays.sort(null);
        assertThat(heard.mediaDelays.get((int) (heard.mediaDelays.size() * 0.95)))
                .isLessThanOrEqualTo(4 * network.delayMs);
    }

    @Test
    @Spec("7425 §5.3.5.3")
    void noFlowTakesTheRejectedOnesPlaceUntilTheNextPlay() {
        heard.rejects = true;
        PeerFlows peer = new PeerFlows(session, SendHandler.NONE);
        MediaFlows flows = new MediaFlows(peer, 1, true);
        play(flows, 50);
        assertThat(heard.flows).isEqualTo(3);
        assertThat(flows.queuedBytes()).isZero();

        heard.rejects = false;
        peer.renew(1);
        play(new MediaFlows(peer, 1, true), 50);
        assertThat(heard.flows).isEqualTo(6);
        assertThat(heard.audio).isNotEmpty();
    }

    @Test
    void allElseArrivesAndInOrder() {
        MediaFlows flows = new MediaFlows(new PeerFlows(session, SendHandler.NONE), 1, false);

        play(flows);

        assertThat(heard.audio).hasSize(FRAMES).isSorted();
        assertThat(heard.video).hasSize(FRAMES - FRAMES / KEY_INTERVAL).isSorted();
        assertThat(heard.keys).hasSize(FRAMES / KEY_INTERVAL).isSorted();
        assertThat(heard.data).hasSize(FRAMES).isSorted();
        assertThat(flows.lostMessages(MediaKind.VIDEO.index())).isPositive();
        assertThat(flows.queuedBytes()).isZero();
    }

    private void play(MediaFlows flows) {
        network.loss = 0.05;
        play(flows, FRAMES);
        network.loss = 0;
        network.run(Duration.ofSeconds(10));
    }

    private void play(MediaFlows flows, int frames) {
        for (int i = 0; i < frames; i++) {
            boolean key = i % KEY_INTERVAL == 0;
            ByteBuf wire = RtmfpWireForm.INSTANCE.allocate(8192);
            write(wire, MediaPacket.audio(i * FRAME_MS, payload(0xAF, i, 200)), Role.FRAME);
            write(wire, MediaPacket.raw(i * FRAME_MS, payload(0, i, 50)), Role.FRAME);
            Role role = key ? Role.KEY_FRAME : Role.FRAME;
            write(
                    wire,
                    MediaPacket.video(i * FRAME_MS, payload(key ? 0x17 : 0x27, i, key ? 4 * frameBytes : frameBytes)),
                    role);
            flows.write(wire);
            wire.release();
            session.flush();
            network.run(Duration.ofMillis(FRAME_MS));
        }
    }

    private void write(ByteBuf wire, MediaPacket packet, Role role) {
        RtmfpWireForm.INSTANCE.writeFirst(new StreamPacket(packet, ++sequence, 0, role, StreamHeaders.NONE), 0, wire);
    }

    private byte[] payload(int first, int number, int size) {
        return ByteBuffer.allocate(size)
                .put((byte) first)
                .put((byte) 1)
                .putInt(number)
                .putLong(network.clock.millis())
                .array();
    }
}
