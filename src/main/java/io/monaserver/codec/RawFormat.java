package io.monaserver.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are in no format: read as one string, written as the texts of the values one after the other. What has no
 * text of its own (objects, arrays) gives that of its members.
 */
public final class RawFormat implements DataFormat {

    /** The only instance. */
    public static final RawFormat INSTANCE = new RawFormat();

    private RawFormat() {}

    @Override
    public String name() {
        return "RAW";
    }

    @Override
    public DataReader newReader(byte[] data, int offset, int length) {
        return new Reader(data, offset, length);
    }

    @Override
    public DataEncoder newEncoder() {
        return new Encoder();
    }

    private static final class Reader implements DataReader {

        private byte @Nullable [] data;
        private final int offset;
        private final int length;

        private Reader(byte[] data, int offset, int length) {
            this.data = data;
            this.offset = offset;
            this.length = length;
        }

        @Override
        public boolean read(DataWriter writer) {
            byte[] unread = data;
            if (unread == null) {
                return false;
            }
            data = null;
            writer.writeString(unread, offset, length);
            return true;
        }
    }

    private static final class Encoder implements DataEncoder {

        /** Integers up to here are exact and have no fraction to show. */
        private static final double MOST_EXACT = 1L << 53;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

        @Override
        public byte[] toBytes() {
            return out.toByteArray();
        }

        @Override
        public void writeNull() {
            text("null");
        }

        @Override
        public void writeBoolean(boolean value) {
            text(Boolean.toString(value));
        }

        @Override
        public void writeNumber(double value) {
            boolean whole = value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
            text(whole ? Long.toString((long) value) : Double.toString(value));
        }

        @Override
        public void writeString(byte[] utf8, int offset, int length) {
            out.write(utf8, offset, length);
        }

        @Override
        public void writeBytes(byte[] data, int offset, int length) {
            out.write(data, offset, length);
        }

        @Override
        public void writeDate(long epochMs) {
            text(Instant.ofEpochMilli(epochMs).toString());
        }

        @Override
        public void beginObject(String type) {}

        @Override
        public void beginArray(int size, boolean keyed) {}

        @Override
        public void beginDictionary(int size, boolean weakKeys) {}

        @Override
        public void writeKey(byte[] utf8, int offset, int length) {}

        @Override
        public void end() {}

        @Override
        public void writeReference(int number) {}

        private void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.write(utf8, 0, utf8.length);
        }
    }
}
