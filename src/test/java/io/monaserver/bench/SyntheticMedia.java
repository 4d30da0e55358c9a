package io.monaserver.bench;

import java.util.HexFormat;

/** Packets with the sizes and times of a real H.264 and AAC stream; their pictures are filler. */
final class SyntheticMedia {

    static final int VIDEO_MARK = 12;
    static final int AUDIO_MARK = 3;

    private static final byte[] VIDEO_HEADER =
            HexFormat.of().parseHex("170000000001" + "42c01effe1000a6742c01ed900a047fec801000568ce06e2c8");
    private static final byte[] AUDIO_HEADER = HexFormat.of().parseHex("af001210");
    private static final int FRAMES_PER_SECOND = 25;
    private static final int KEY_INTERVAL = 50;
    private static final int KEY_RATIO = 4;
    private static final int AUDIO_RATE = 44_100;
    private static final int AUDIO_SAMPLES = 1024;

    private final int frameBytes;
    private final int audioBytes;
    private int frames;
    private int blocks;

    SyntheticMedia(int kbitPerSecond, int audioKbit) {
        double units = FRAMES_PER_SECOND * (KEY_INTERVAL - 1 + KEY_RATIO) / (double) KEY_INTERVAL;
        frameBytes = (int) ((kbitPerSecond - audioKbit) * 1000 / 8 / units);
        audioBytes = audioKbit * 1000 / 8 * AUDIO_SAMPLES / AUDIO_RATE;
    }

    static byte[] videoHeader() {
        return VIDEO_HEADER.clone();
    }

    static byte[] audioHeader() {
        return AUDIO_HEADER.clone();
    }

    long nextVideoNanos() {
        return frames * 1_000_000_000L / FRAMES_PER_SECOND;
    }

    long nextAudioNanos() {
        return blocks * 1_000_000_000L * AUDIO_SAMPLES / AUDIO_RATE;
    }

    /** A message of the next frame: an information unit with the mark, then one slice. */
    byte[] video(long nowNanos) {
        boolean isKey = frames % KEY_INTERVAL == 0;
        byte[] payload = filler(Math.max(64, isKey ? frameBytes * KEY_RATIO : frameBytes));
        payload[0] = (byte) (isKey ? 0x17 : 0x27);
        payload[1] = 1;
        payload[2] = 0;
        payload[3] = 0;
        payload[4] = 0;
        putInt(payload, 5, 3 + Mark.SIZE);
        payload[9] = 6;
        payload[10] = 5;
        payload[11] = Mark.SIZE;
        Mark.write(payload, VIDEO_MARK, nowNanos, frames++);
        int slice = VIDEO_MARK + Mark.SIZE;
        putInt(payload, slice, payload.length - slice - 4);
        payload[slice + 4] = (byte) (isKey ? 0x65 : 0x41);
        return payload;
    }

    byte[] audio(long nowNanos) {
        byte[] payload = filler(Math.max(48, audioBytes));
        payload[0] = (byte) 0xaf;
        payload[1] = 1;
        Mark.write(payload, AUDIO_MARK, nowNanos, blocks++);
        return payload;
    }

    private static byte[] filler(int size) {
        byte[] payload = new byte[size];
        java.util.Arrays.fill(payload, (byte) 0x5a);
        return payload;
    }

    private static void putInt(byte[] payload, int offset, int value) {
        for (int i = 0; i < 4; i++) {
            payload[offset + i] = (byte) (value >>> 24 - 8 * i);
        }
    }
}
