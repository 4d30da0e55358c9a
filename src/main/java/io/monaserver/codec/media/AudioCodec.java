package io.monaserver.codec.media;

/** How sound is coded, by FLV's legacy number or by the FourCC of Enhanced RTMP. */
public enum AudioCodec {
    /** None that this server knows. */
    UNKNOWN(-1, 0),
    /** Samples in the byte order of the machine. */
    PCM(0, 0),
    /** ADPCM. */
    ADPCM(1, 0),
    /** MP3. */
    MP3(2, Bytes.fourCc(".mp3")),
    /** Samples, little-endian. */
    PCM_LITTLE_ENDIAN(3, 0),
    /** Nellymoser at 16 kHz. */
    NELLYMOSER_16(4, 0),
    /** Nellymoser at 8 kHz. */
    NELLYMOSER_8(5, 0),
    /** Nellymoser. */
    NELLYMOSER(6, 0),
    /** G.711 A-law. */
    ALAW(7, 0),
    /** G.711 µ-law. */
    MULAW(8, 0),
    /** AAC. */
    AAC(10, Bytes.fourCc("mp4a")),
    /** Speex. */
    SPEEX(11, 0),
    /** MP3 at 8 kHz. */
    MP3_8(14, 0),
    /** Opus. */
    OPUS(-1, Bytes.fourCc("Opus")),
    /** FLAC. */
    FLAC(-1, Bytes.fourCc("fLaC")),
    /** AC-3. */
    AC3(-1, Bytes.fourCc("ac-3")),
    /** Enhanced AC-3. */
    EAC3(-1, Bytes.fourCc("ec-3"));

    private static final AudioCodec[] ALL = values();

    private final int number;
    private final int fourCc;

    AudioCodec(int number, int fourCc) {
        this.number = number;
        this.fourCc = fourCc;
    }

    static AudioCodec ofNumber(int number) {
        for (AudioCodec codec : ALL) {
            if (codec.number == number) {
                return codec;
            }
        }
        return UNKNOWN;
    }

    static AudioCodec ofFourCc(int fourCc) {
        for (AudioCodec codec : ALL) {
            if (codec.fourCc == fourCc && fourCc != 0) {
                return codec;
            }
        }
        return UNKNOWN;
    }
}
