package io.monaserver.codec.media;

import io.monaserver.codec.DataFormatException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An audio decoder's configuration, read from the packet that carries it.
 *
 * @param codec how sound is coded
 * @param sampleRate samples per second
 * @param channels number of channels
 * @param codecs the codec as browsers want it (RFC 6381), for example {@code mp4a.40.2}
 * @param record the configuration itself: an AudioSpecificConfig, or an Opus identification header
 */
public record AudioConfiguration(AudioCodec codec, int sampleRate, int channels, String codecs, byte[] record) {

    private static final int[] SAMPLE_RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };
    private static final int EXPLICIT_RATE = 15;
    private static final int EXTENDED_TYPE = 31;
    private static final int OPUS_HEAD = 19;
    private static final int OPUS_RATE = 48_000;

    /** Reads an audio message that {@link AudioTag#isConfiguration} says is one; empty if no codec of ours. */
    public static Optional<AudioConfiguration> parse(byte[] payload) {
        if (!isSupported(payload)) {
            return Optional.empty();
        }
        byte[] record = Arrays.copyOfRange(payload, AudioTag.body(payload), payload.length);
        return Optional.of(AudioTag.codec(payload) == AudioCodec.OPUS ? opus(record) : aac(record));
    }

    /** Whether {@link #parse} would find a configuration; looks at the first bytes only. */
    public static boolean isSupported(byte[] payload) {
        if (!AudioTag.isConfiguration(payload)) {
            return false;
        }
        int body = AudioTag.body(payload);
        int smallest = switch (AudioTag.codec(payload)) {
            case AAC -> 2;
            case OPUS -> OPUS_HEAD;
            default -> Integer.MAX_VALUE;
        };
        return body >= 0 && payload.length - body >= smallest;
    }

    /** RFC 7845 §5.1; Opus always decodes at 48 kHz, whatever the rate of the input was. */
    private static AudioConfiguration opus(byte[] record) {
        return new AudioConfiguration(AudioCodec.OPUS, OPUS_RATE, Math.max(1, record[9] & 0xFF), "opus", record);
    }

    /** An unreadable rate does not matter to players, which read the record themselves: 44100 Hz stereo is written. */
    private static AudioConfiguration aac(byte[] record) {
        try {
            return readAac(record);
        } catch (DataFormatException e) {
            return new AudioConfiguration(AudioCodec.AAC, 44_100, 2, "mp4a.40.2", record);
        }
    }

    /** ISO/IEC 14496-3 §1.6.2.1. */
    private static AudioConfiguration readAac(byte[] record) {
        BitReader bits = BitReader.of(record, 0, record.length);
        int type = bits.bits(5);
        if (type == EXTENDED_TYPE) {
            type = 32 + bits.bits(6);
        }
        int index = bits.bits(4);
        int rate = index == EXPLICIT_RATE ? bits.bits(24) : sampleRate(index);
        int channels = bits.bits(4);
        return new AudioConfiguration(
                AudioCodec.AAC, rate, channels == 7 ? 8 : Math.max(1, channels), "mp4a.40." + type, record);
    }

    private static int sampleRate(int index) {
        if (index >= SAMPLE_RATES.length) {
            throw new DataFormatException(
                    "sampling frequency index: " + index + " (expected: at most " + (SAMPLE_RATES.length - 1) + ")");
        }
        return SAMPLE_RATES[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AudioConfiguration that && codec == that.codec && Arrays.equals(record, that.record);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(record);
    }

    @Override
    public String toString() {
        return codecs + " " + sampleRate + " Hz, " + channels + " channels";
    }
}
