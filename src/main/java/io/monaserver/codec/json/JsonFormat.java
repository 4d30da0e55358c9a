package io.monaserver.codec.json;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;

/** JSON: the values are the entries of one outer array. */
public final class JsonFormat implements DataFormat {

    /** The only instance. */
    public static final JsonFormat INSTANCE = new JsonFormat();

    private JsonFormat() {}

    @Override
    public String name() {
        return "JSON";
    }

    @Override
    public DataReader newReader(byte[] data, int offset, int length) {
        return new JsonReader(data, offset, length);
    }

    @Override
    public DataEncoder newEncoder() {
        return new JsonEncoder();
    }
}
