package io.monaserver.protocol.rtmp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;

/** Whatever arrives, in whatever pieces, is decoded or refused. */
class RtmpFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void chunksAreDecodedOrRefused(FuzzedDataProvider data) {
        ChunkDecoder decoder = new ChunkDecoder(1 << 16);
        ByteBuf in = Unpooled.buffer();
        try {
            while (data.remainingBytes() > 0) {
                in.writeBytes(data.consumeBytes(data.consumeInt(1, 64)));
                RtmpMessage message = decoder.next(in);
                while (message != null) {
                    if (message.type() == MessageType.USER_CONTROL) {
                        UserControl.of(message);
                    }
                    message = decoder.next(in);
                }
            }
        } catch (RtmpException expected) {
            in.clear();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void handshakesAreAnsweredOrRefused(FuzzedDataProvider data) {
        ServerHandshake handshake = new ServerHandshake(0, new Random(0));
        ByteBuf out = Unpooled.buffer();
        try {
            while (data.remainingBytes() > 0) {
                handshake.receive(Unpooled.wrappedBuffer(data.consumeBytes(data.consumeInt(1, 2000))), out);
            }
        } catch (RtmpException expected) {
            out.clear();
        }
    }
}
