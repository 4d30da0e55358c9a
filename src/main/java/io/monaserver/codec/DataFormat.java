package io.monaserver.codec;

/**
 * One serialisation of values: what a client speaks. Implementations are stateless and shared, so that a format may
 * stand in facts about a client and be used by whoever needs to read from or write to it.
 */
public interface DataFormat {

    /** The name for logs and for {@code dataType}, for example {@code AMF0} or {@code JSON}. */
    String name();

    /** Reads the values in a range of bytes, which must not change meanwhile. */
    DataReader newReader(byte[] data, int offset, int length);

    /** Reads the values in these bytes. */
    default DataReader newReader(byte[] data) {
        return newReader(data, 0, data.length);
    }

    /** An empty encoder. */
    DataEncoder newEncoder();
}
