package io.monaserver.codec.amf;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;

/** AMF0, switching to AMF3 for what only AMF3 can say. */
public final class Amf0Format implements DataFormat {

    /** The only instance. */
    public static final Amf0Format INSTANCE = new Amf0Format();

    private Amf0Format() {}

    @Override
    public String name() {
        return "AMF0";
    }

    @Override
    public DataReader newReader(byte[] data, int offset, int length) {
        return new AmfReader(data, offset, length);
    }

    @Override
    public DataEncoder newEncoder() {
        return new AmfEncoder(AmfVersion.AMF0);
    }
}
