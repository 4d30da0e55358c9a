package io.monaserver.codec.amf;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;

/** AMF3 behind marker 0x11, as clients with {@code objectEncoding} 3 speak it: see {@link AmfVersion#AMF3}. */
public final class Amf3Format implements DataFormat {

    /** The only instance. */
    public static final Amf3Format INSTANCE = new Amf3Format();

    private Amf3Format() {}

    @Override
    public String name() {
        return "AMF3";
    }

    @Override
    public DataReader newReader(byte[] data, int offset, int length) {
        return new AmfReader(data, offset, length);
    }

    @Override
    public DataEncoder newEncoder() {
        return new AmfEncoder(AmfVersion.AMF3);
    }
}
