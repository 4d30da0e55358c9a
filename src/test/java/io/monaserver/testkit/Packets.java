package io.monaserver.testkit;

import io.monaserver.codec.DataFormat;
import io.monaserver.domain.MediaPacket;

/** Media packets with the first bytes that say what they are. */
public final class Packets {

    private Packets() {}

    public static MediaPacket key(long timeMs) {
        return MediaPacket.video(timeMs, new byte[] {0x17, 1, 0, 0, 0, 1, 2, 3});
    }

    public static MediaPacket inter(long timeMs) {
        return MediaPacket.video(timeMs, new byte[] {0x27, 1, 0, 0, 0, 4, 5, 6});
    }

    public static MediaPacket videoHeader(long timeMs) {
        return MediaPacket.video(timeMs, new byte[] {0x17, 0, 0, 0, 0, 1, 0x64, 0, 0x1f});
    }

    public static MediaPacket audio(long timeMs) {
        return MediaPacket.audio(timeMs, new byte[] {(byte) 0xAF, 1, 7, 8, 9});
    }

    public static MediaPacket audioHeader(long timeMs) {
        return MediaPacket.audio(timeMs, new byte[] {(byte) 0xAF, 0, 0x12, 0x10});
    }

    public static MediaPacket metadata(DataFormat format) {
        return MediaPacket.data(0, new byte[] {1}, format);
    }
}
