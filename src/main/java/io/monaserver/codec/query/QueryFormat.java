package io.monaserver.codec.query;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;

/** The query part of a URL. */
public final class QueryFormat implements DataFormat {

    /** The only instance. */
    public static final QueryFormat INSTANCE = new QueryFormat();

    private QueryFormat() {}

    @Override
    public String name() {
        return "Query";
    }

    @Override
    public DataReader newReader(byte[] data, int offset, int length) {
        return new QueryReader(data, offset, length);
    }

    @Override
    public DataEncoder newEncoder() {
        return new QueryEncoder();
    }
}
