package io.monaserver.codec.xml;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.DateText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads XML-RPC: the name of a call as text, then the parameters; of other XML there is nothing to read. A struct's
 * attribute {@code type} is the type of an object. What is not of the type it claims is null, with a line in the log.
 */
final class XmlRpcReader implements DataReader {

    private static final Logger LOG = LoggerFactory.getLogger(XmlRpcReader.class);
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,400}(\\.\\d{0,400})?([eE][+-]?\\d{1,4})?");

    /** The form that XML-RPC itself shows: {@code 19980717T14:08:55}. */
    private static final Pattern COMPACT = Pattern.compile("^(\\d{4})(\\d{2})(\\d{2})T(\\d{2}):?(\\d{2}):?(\\d{2})");

    private static final int MAX_VALUE_DEPTH = 128;

    private final byte[] data;
    private final int offset;
    private final int length;
    private @Nullable Iterator<XmlElement> values;
    private int depth;

    XmlRpcReader(byte[] data, int offset, int length) {
        this.data = data;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public boolean read(DataWriter writer) {
        Iterator<XmlElement> left = values;
        if (left == null) {
            left = find().iterator();
            values = left;
        }
        if (!left.hasNext()) {
            return false;
        }
        XmlElement next = left.next();
        if (next.name().equals("value")) {
            readValue(next, writer);
        } else {
            writer.writeString(next.text());
        }
        return true;
    }

    /** The name of a call, and all values. */
    private List<XmlElement> find() {
        List<XmlElement> found = new ArrayList<>();
        for (XmlElement root : XmlParser.parse(data, offset, length).content().elements()) {
            boolean isCall = root.name().equals("methodCall");
            XmlElement name = root.element("methodName");
            if (isCall && name != null) {
                found.add(name);
            }
            if (isCall || root.name().equals("methodResponse")) {
                root.elements("params").forEach(params -> params.elements().forEach(param -> addValue(param, found)));
                root.elements("fault").forEach(fault -> addValue(fault, found));
            }
        }
        return found;
    }

    private static void addValue(XmlElement holder, List<XmlElement> found) {
        boolean isHolder = holder.name().equals("param") || holder.name().equals("fault");
        if (isHolder) {
            found.addAll(holder.elements("value"));
        } else {
            LOG.error("XML-RPC element {} ignored, invalid after 'params'", holder.name());
        }
    }

    /** A value without a type is text (XML-RPC, "scalar"); an empty one is null, as we write it. */
    private void readValue(XmlElement value, DataWriter writer) {
        List<XmlElement> types = value.elements();
        if (!types.isEmpty()) {
            readTyped(types.get(0), writer);
        } else if (value.children().isEmpty()) {
            writer.writeNull();
        } else {
            writer.writeString(value.text());
        }
    }

    private void readTyped(XmlElement typed, DataWriter writer) {
        switch (typed.name()) {
            case "int", "i4", "i8", "double" -> readNumber(typed.text(), writer);
            case "boolean" -> writer.writeBoolean(isTrue(typed.text()));
            case "string" -> writer.writeString(typed.text());
            case "dateTime.iso8601" -> readDate(typed.text(), writer);
            case "base64" -> readBytes(typed.text(), writer);
            case "array" -> readArray(typed, writer);
            case "struct" -> readStruct(typed, writer);
            default -> {
                LOG.error("XML-RPC type {} unknown", typed.name());
                writer.writeNull();
            }
        }
    }

    private static void readNumber(String text, DataWriter writer) {
        switch (text) {
            case "inf" -> writer.writeNumber(Double.POSITIVE_INFINITY);
            case "-inf" -> writer.writeNumber(Double.NEGATIVE_INFINITY);
            case "nan" -> writer.writeNumber(Double.NaN);
            default -> {
                if (NUMBER.matcher(text).matches()) {
                    writer.writeNumber(Double.parseDouble(text));
                } else {
                    LOG.error("Bad XML-RPC number value, {} is not a correct number", text);
                    writer.writeNull();
                }
            }
        }
    }

    private static boolean isTrue(String text) {
        return !text.isEmpty() && !text.equals("0") && !text.equals("false");
    }

    private static void readDate(String text, DataWriter writer) {
        OptionalLong date = DateText.parse(COMPACT.matcher(text).replaceFirst("$1-$2-$3T$4:$5:$6"));
        if (date.isPresent()) {
            writer.writeDate(date.getAsLong());
        } else {
            LOG.error("Bad XML-RPC date value, {} is not a correct date", text);
            writer.writeNull();
        }
    }

    private static void readBytes(String text, DataWriter writer) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            writer.writeBytes(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            LOG.error("Bad XML-RPC base64 value: {}", e.getMessage());
            writer.writeNull();
        }
    }

    private void readArray(XmlElement array, DataWriter writer) {
        List<XmlElement> items = new ArrayList<>();
        array.elements("data").forEach(part -> items.addAll(part.elements("value")));
        enter();
        writer.beginArray(items.size(), false);
        items.forEach(item -> readValue(item, writer));
        writer.end();
        depth--;
    }

    private void readStruct(XmlElement struct, DataWriter writer) {
        enter();
        writer.beginObject(struct.attributes().getOrDefault("type", ""));
        for (XmlElement member : struct.elements("member")) {
            XmlElement name = member.element("name");
            XmlElement value = member.element("value");
            if (name != null && value != null) {
                writer.writeKey(name.text());
                readValue(value, writer);
            }
        }
        writer.end();
        depth--;
    }

    private void enter() {
        if (++depth > MAX_VALUE_DEPTH) {
            throw new DataFormatException("XML-RPC depth: " + depth + " (expected: at most " + MAX_VALUE_DEPTH + ")");
        }
    }
}
