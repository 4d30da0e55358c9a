package io.monaserver.cluster.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes messages field by field. A length is checked against the bytes that are left before anything is allocated for
 * it; what cannot be read is dropped by Pekko with a log line and harms nobody.
 */
public abstract class FieldSerializer extends SerializerWithStringManifest {

    /** Writes the fields of a message. */
    protected abstract void write(DataOutputStream out, Object message) throws IOException;

    /**
     * Reads the message that a manifest names.
     *
     * @throws NotSerializableException if there is no such manifest
     * @throws IOException if the fields are malformed
     */
    protected abstract Object read(DataInputStream in, String manifest) throws IOException;

    @Override
    public final byte[] toBinary(Object message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public final Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return read(in, manifest);
        } catch (NotSerializableException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            NotSerializableException malformed = new NotSerializableException("message " + manifest + ": " + e);
            malformed.initCause(e);
            throw malformed;
        }
    }

    /** Writes text in UTF-8 after its length in bytes. */
    protected static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #writeText} wrote. */
    protected static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** Writes bytes after their number. */
    protected static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #writeBytes} wrote. */
    protected static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[readCount(in, 1)];
        in.readFully(bytes);
        return bytes;
    }

    /** Reads how many entries follow, each of at least so many bytes. */
    protected static int readCount(DataInputStream in, int minBytes) throws IOException {
        int count = in.readInt();
        int bound = in.available() / minBytes;
        if (count < 0 || count > bound) {
            throw new IOException("size: " + count + " (expected: 0 to " + bound + ")");
        }
        return count;
    }
}
