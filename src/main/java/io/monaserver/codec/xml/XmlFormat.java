package io.monaserver.codec.xml;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;

/**
 * XML as a tree: the text is an array of its root elements, with its instructions as keyed entries. An element is an
 * array of its elements and texts, keyed by {@link #NAME} and its attributes.
 */
public final class XmlFormat implements DataFormat {

    /** The only instance. */
    public static final XmlFormat INSTANCE = new XmlFormat();

    /** The key of an element's name. */
    public static final String NAME = "__name";

    private XmlFormat() {}

    @Override
    public String name() {
        return "XML";
    }

    @Override
    public DataReader newReader(byte[] data, int offset, int length) {
        return new XmlReader(data, offset, length);
    }

    @Override
    public DataEncoder newEncoder() {
        return new XmlEncoder();
    }
}
