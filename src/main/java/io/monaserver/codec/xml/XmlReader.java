package io.monaserver.codec.xml;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import java.util.List;
import java.util.Map;

/** Reads XML as the one value that {@link XmlFormat} says. */
final class XmlReader implements DataReader {

    private final byte[] data;
    private final int offset;
    private final int length;
    private boolean done;

    XmlReader(byte[] data, int offset, int length) {
        this.data = data;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public boolean read(DataWriter writer) {
        if (done) {
            return false;
        }
        done = true;
        XmlDocument document = XmlParser.parse(data, offset, length);
        List<Object> roots = document.content().children();
        writer.beginArray(roots.size(), !document.instructions().isEmpty());
        document.instructions().forEach((name, pairs) -> {
            writer.writeKey(name);
            writer.beginObject("");
            readPairs(pairs, writer);
            writer.end();
        });
        roots.forEach(root -> readNode(root, writer));
        writer.end();
        return true;
    }

    private static void readNode(Object node, DataWriter writer) {
        if (node instanceof XmlElement element) {
            writer.beginArray(element.children().size(), true);
            readPairs(element.attributes(), writer);
            writer.writeKey(XmlFormat.NAME);
            writer.writeString(element.name());
            element.children().forEach(child -> readNode(child, writer));
            writer.end();
        } else {
            writer.writeString(node.toString());
        }
    }

    private static void readPairs(Map<String, String> pairs, DataWriter writer) {
        pairs.forEach((name, value) -> {
            writer.writeKey(name);
            writer.writeString(value);
        });
    }
}
