package io.monaserver.transport.http;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;

/**
 * The format of an HTTP client: that of the request under way. A connection has one request under way at a time, and
 * nothing is pushed between them, so whoever writes to the client writes the answer.
 */
final class RequestFormat implements DataFormat {

    private volatile DataFormat current;

    RequestFormat(DataFormat first) {
        this.current = first;
    }

    void use(DataFormat format) {
        current = format;
    }

    @Override
    public String name() {
        return current.name();
    }

    @Override
    public DataReader newReader(byte[] data, int offset, int length) {
        return current.newReader(data, offset, length);
    }

    @Override
    public DataEncoder newEncoder() {
        return current.newEncoder();
    }
}
