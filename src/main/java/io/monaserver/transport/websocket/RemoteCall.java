package io.monaserver.transport.websocket;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataReader;
import io.monaserver.codec.DataWriter;
import io.monaserver.codec.ExternalInput;
import io.monaserver.codec.RawFormat;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.xml.XmlRpcFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The call of a script's function, as a message asks for it: when the first value is text it names the function, else
 * the values go to {@code onMessage}. Bytes that are not in the format go there too, as one string.
 *
 * @param name of the function, empty for {@code onMessage}
 * @param arguments what it is given
 * @param isRaw whether the bytes were not in the format
 */
public record RemoteCall(String name, DataReader arguments, boolean isRaw) {

    /** The call that these bytes ask for. */
    public static RemoteCall parse(DataFormat format, byte[] message) {
        if (format == XmlRpcFormat.INSTANCE && !XmlRpcFormat.isRpc(message)) {
            // SOAP and the like: for the script to read.
            return raw(message);
        }
        DataReader reader = format.newReader(message);
        FirstValue first = new FirstValue();
        try {
            reader.read(first);
            if (format != JsonFormat.INSTANCE) {
                // JSON is checked as a whole before its first value, other formats as they are read.
                format.newReader(message).readAll(first);
            }
        } catch (DataFormatException e) {
            if (!first.metExternal) {
                return raw(message);
            }
        }
        return first.text == null
                ? new RemoteCall("", format.newReader(message), false)
                : new RemoteCall(first.text, reader, false);
    }

    /** The first argument if it is text, which is then read. */
    @Nullable
    String firstText() {
        FirstValue first = new FirstValue();
        arguments.read(first);
        return first.text;
    }

    /** The call of {@code onMessage} with these bytes. */
    public static RemoteCall raw(byte[] message) {
        return new RemoteCall("", RawFormat.INSTANCE.newReader(message), true);
    }

    /** Sees whether the first value it is given is text. */
    private static final class FirstValue implements DataWriter {

        private boolean seen;
        private @Nullable String text;

        /** Only the script knows where an object that writes itself ends, so nothing behind it can be checked here. */
        private boolean metExternal;

        @Override
        public boolean readExternal(String type, ExternalInput body) {
            seen = true;
            metExternal = true;
            return false;
        }

        @Override
        public void writeString(byte[] utf8, int offset, int length) {
            if (!seen) {
                text = new String(utf8, offset, length, StandardCharsets.UTF_8);
            }
            seen = true;
        }

        @Override
        public void writeNull() {
            seen = true;
        }

        @Override
        public void writeBoolean(boolean value) {
            seen = true;
        }

        @Override
        public void writeNumber(double value) {
            seen = true;
        }

        @Override
        public void writeBytes(byte[] data, int offset, int length) {
            seen = true;
        }

        @Override
        public void writeDate(long epochMs) {
            seen = true;
        }

        @Override
        public void beginObject(String type) {
            seen = true;
        }

        @Override
        public void beginArray(int size, boolean keyed) {
            seen = true;
        }

        @Override
        public void beginDictionary(int size, boolean weakKeys) {
            seen = true;
        }

        @Override
        public void writeKey(byte[] utf8, int offset, int length) {}

        @Override
        public void end() {}

        @Override
        public void writeReference(int number) {
            seen = true;
        }
    }
}
