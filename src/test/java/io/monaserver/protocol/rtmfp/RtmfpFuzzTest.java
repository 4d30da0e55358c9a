package io.monaserver.protocol.rtmfp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.keying.Certificate;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.KeyAgreement;
import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.ChunkReader;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.monaserver.protocol.rtmfp.packet.PacketFragments;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.StartupChunk;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import io.monaserver.testkit.SimulatedNetwork;
import java.net.InetSocketAddress;

/** Whatever arrives is understood or dropped. */
class RtmfpFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void packetsAreReadOrDropped(FuzzedDataProvider data) {
        byte[] packet = data.consumeRemainingAsBytes();
        WireReader in = new WireReader(packet, 0, packet.length);
        PacketFragments fragments = new PacketFragments();
        try {
            ChunkReader chunks = new ChunkReader(in, PacketHeader.read(in));
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                chunk.write(new WireWriter(4 * packet.length + 64));
                if (chunk instanceof StartupChunk.Fragment fragment) {
                    fragments.add(fragment, new InetSocketAddress(1), 0);
                }
            }
        } catch (MalformedPacketException expected) {
            // Dropped.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void certificatesAndComponentsAreReadOrRefused(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        FlowMetadata.read(bytes);
        try {
            Certificate certificate = Certificate.read(Slice.of(bytes));
            EndpointDiscriminator wanted = EndpointDiscriminator.ofPeer(certificate.fingerprint());
            if (!wanted.selects(certificate)) {
                throw new AssertionError("a certificate is selected by its fingerprint");
            }
        } catch (MalformedPacketException expected) {
            // Refused.
        }
        try {
            EndpointDiscriminator.read(Slice.of(bytes)).selects(SessionTest.SERVER.certificate());
            DhGroup group = KeyAgreement.groupOf(bytes);
            if (group != null && group.id() == 0) {
                throw new AssertionError("groups have numbers");
            }
        } catch (MalformedPacketException expected) {
            // Refused.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void sessionsSurviveTheirPeers(FuzzedDataProvider data) {
        RawPeer peer = new RawPeer(flow -> (from, message) -> {
            if (message.length() > 3) {
                from.suspend();
            }
        });
        SendFlow flow = peer.session.openFlow(new byte[] {1}, null, FlowSettings.NORMAL);
        while (data.remainingBytes() > 0) {
            flow.write(new byte[data.consumeInt(0, 5000)], data.consumeBoolean() ? Reliability.FULL : Reliability.NONE);
            peer.sendFrom(RawPeer.ADDRESS, prefixed(data.consumeBytes(data.consumeInt(1, 400))));
            peer.pass(data.consumeInt(0, 3000));
            peer.chunks();
        }
        if (flow.queuedBytes() < 0 || peer.session.outstandingBytes() < 0) {
            throw new AssertionError("counts below zero");
        }
    }

    /** Most packets bear the initiator's mark. */
    private static byte[] prefixed(byte[] chunks) {
        byte[] packet = new byte[1 + chunks.length];
        packet[0] = 1;
        System.arraycopy(chunks, 0, packet, 1, chunks.length);
        return packet;
    }

    @FuzzTest(maxDuration = "60s")
    void endpointsSurviveStrangers(FuzzedDataProvider data) {
        SimulatedNetwork network = new SimulatedNetwork(1);
        Node server = new Node(network, "192.0.2.1", EndpointSettings.server(SessionTest.SERVER, SessionTest.SECRET));
        InetSocketAddress stranger = new InetSocketAddress("192.0.2.2", 5);
        PacketCipher cipher = new PacketCipher();
        while (data.remainingBytes() > 0) {
            byte[] packet = data.consumeBytes(data.consumeInt(1, 400));
            packet = packet.length == 0 ? new byte[1] : packet;
            packet[0] |= 3;
            byte[] plain = new byte[PacketCipher.HEADROOM + packet.length + 32];
            System.arraycopy(packet, 0, plain, PacketCipher.HEADROOM, packet.length);
            byte[] datagram = new byte[plain.length];
            int sealed = cipher.seal(plain, PacketCipher.HEADROOM, packet.length, datagram, Multiplex.LENGTH);
            Multiplex.scramble(datagram, 0, Multiplex.LENGTH + sealed, 0);
            server.endpoint.receive(datagram, 0, Multiplex.LENGTH + sealed, stranger);
        }
        if (server.endpoint.sessionCount() > 0) {
            throw new AssertionError("nobody can know a cookie");
        }
    }
}
