package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/** AAC frames that say themselves how to decode them (ISO/IEC 13818-7 §6.2), as a transport stream has them. */
final class Adts {

    private static final int HEAD = 7;
    private static final int MOST = 0x1FFF;
    private static final int EXPLICIT_RATE = 15;
    private static final int LOW_COMPLEXITY = 2;

    private Adts() {}

    /**
     * Writes a frame. One that this form cannot carry, of an unusual profile or rate or too long, is left out.
     *
     * @param configuration the audio message with the decoder's configuration
     * @param payload the audio message with the frame
     */
    static void write(byte[] configuration, byte[] payload, ByteBuf out) {
        int record = AudioTag.body(configuration);
        int from = AudioTag.body(payload);
        int size = payload.length - from + HEAD;
        int type = configuration[record] >> 3 & 0x1F;
        int rate = (configuration[record] & 7) << 1 | (configuration[record + 1] >> 7 & 1);
        int channels = configuration[record + 1] >> 3 & 0x0F;
        if (size > MOST || rate == EXPLICIT_RATE || channels > 7) {
            return;
        }
        // Spectral band replication and its like announce themselves in the frames, whose core is of low complexity.
        int profile = (type >= 1 && type <= 4 ? type : LOW_COMPLEXITY) - 1;
        out.writeShort(0xFFF1);
        out.writeByte(profile << 6 | rate << 2 | channels >> 2);
        out.writeMedium((channels & 3) << 22 | size << 5 | 0x1F);
        out.writeByte(0xFC);
        out.writeBytes(payload, from, payload.length - from);
    }
}
