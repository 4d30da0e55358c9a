package io.monaserver.protocol.rtmfp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.ChunkReader;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.PacketFragments;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.StartupChunk;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
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
}
