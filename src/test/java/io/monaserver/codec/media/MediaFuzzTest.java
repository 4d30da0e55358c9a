package io.monaserver.codec.media;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Whatever a publisher sends, its packets are looked at and put into containers without an exception. */
class MediaFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyPayloadIsSurvived(byte[] payload) {
        VideoConfiguration video = VideoConfiguration.parse(payload).orElse(null);
        AudioConfiguration audio = AudioConfiguration.parse(payload).orElse(null);
        VideoTag.kind(payload);
        AudioTag.kind(payload);
        ByteBuf out = Unpooled.buffer();
        FlvWriter.writeTag(FlvWriter.VIDEO, 0, payload, out);
        Mp4Initialization.write(video, audio, out);
        Mp4Initialization.mimeType(video, audio);
        Mp4Fragment.writeVideo(1, 0, 0, payload, out);
        Mp4Fragment.writeAudio(1, 0, 0, payload, out);
        TsFile ts = new TsFile();
        byte[] avc = {0x17, 0, 0, 0, 0, 1, 0x42, 0, 0x1f, (byte) 0xff, (byte) 0xe1, 0, 1, 0x67, 1, 0, 1, 0x68};
        for (byte[] packet : new byte[][] {avc, payload, {(byte) 0xaf, 0, 0x12, 0x10}, payload}) {
            ts.write(MediaWriter.Track.VIDEO, 0, packet, out);
            ts.write(MediaWriter.Track.AUDIO, 0, packet, out);
            ts.write(MediaWriter.Track.DATA, 0, packet, out);
        }
        out.release();
    }
}
