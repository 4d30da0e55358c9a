package io.monaserver.data.lmdb;

import io.monaserver.data.DataFlag;
import io.monaserver.data.DataRecord;
import io.monaserver.data.DataStoreException;
import io.monaserver.data.DataText;
import io.monaserver.data.DataValue;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An entry as bytes. The key is its id, eight bytes with the highest first, so that entries lie in the order of their
 * making. The value is the kind (one byte), the parent's id and the name's length (seven bits a byte, the lowest first,
 * the eighth bit says that more follow), the name, and the text.
 */
final class RecordFormat {

    static final int KEY_BYTES = 8;

    private static final byte TABLE = 0;
    private static final byte TEXT = 1;
    private static final byte FALSE = 2;
    private static final byte TRUE = 3;
    private static final int MIN_BYTES = 3;
    private static final int MAX_SHIFT = 63;

    private RecordFormat() {}

    static byte[] key(long id) {
        return ByteBuffer.allocate(KEY_BYTES).putLong(id).array();
    }

    static long id(ByteBuffer key) {
        if (key.remaining() != KEY_BYTES) {
            throw new DataStoreException("data: a key of " + key.remaining() + " bytes (expected: " + KEY_BYTES + ")");
        }
        return key.getLong(key.position());
    }

    static byte[] value(DataRecord entry) {
        byte[] name = entry.name().bytes();
        byte[] text = entry.value() instanceof DataText content ? content.bytes() : new byte[0];
        int size = 1 + varintSize(entry.parent()) + varintSize(name.length) + name.length + text.length;
        ByteBuffer out = ByteBuffer.allocate(size).put(kind(entry.value()));
        putVarint(out, entry.parent());
        putVarint(out, name.length);
        return out.put(name).put(text).array();
    }

    /** Reads an entry; refuses what no entry looks like. */
    static DataRecord read(ByteBuffer key, ByteBuffer in) {
        long id = id(key);
        if (in.remaining() < MIN_BYTES) {
            throw new DataStoreException(
                    "data: entry " + id + " of " + in.remaining() + " bytes (expected: at least " + MIN_BYTES + ")");
        }
        byte kind = in.get();
        long parent = varint(in);
        long nameLength = varint(in);
        if (nameLength < 0 || nameLength > in.remaining()) {
            throw new DataStoreException("data: a name of " + nameLength + " bytes in entry " + id
                    + " (expected: at most " + in.remaining() + ")");
        }
        byte[] name = new byte[(int) nameLength];
        in.get(name);
        return new DataRecord(id, parent, DataText.owning(name), content(id, kind, in));
    }

    private static byte kind(@Nullable DataValue value) {
        if (value == null) {
            return TABLE;
        }
        if (value instanceof DataText) {
            return TEXT;
        }
        return value == DataFlag.TRUE ? TRUE : FALSE;
    }

    private static @Nullable DataValue content(long id, byte kind, ByteBuffer in) {
        return switch (kind) {
            case TABLE -> null;
            case FALSE -> DataFlag.FALSE;
            case TRUE -> DataFlag.TRUE;
            case TEXT -> {
                byte[] text = new byte[in.remaining()];
                in.get(text);
                yield DataText.owning(text);
            }
            default ->
                throw new DataStoreException("data: kind " + kind + " in entry " + id + " (expected: 0 to " + TRUE
                        + "; was it written by a newer server?)");
        };
    }

    private static int varintSize(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < MAX_SHIFT; shift += 7) {
            if (!in.hasRemaining()) {
                break;
            }
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DataStoreException("data: a number without end (expected: at most 9 bytes)");
    }
}
