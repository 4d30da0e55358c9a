package io.monaserver.protocol.flash;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.Discard;
import io.monaserver.codec.amf.AmfReader;
import java.util.Map;

/**
 * A command of NetConnection or NetStream: name, transaction, command object, arguments.
 *
 * @param name of the function called
 * @param transaction what the answer is to carry; 0 when none is wanted
 * @param object the fields of the command object, which only {@code connect} has; plain values as text
 * @param arguments the values after the command object, not read yet
 */
public record FlashCommand(String name, double transaction, Map<String, String> object, AmfReader arguments) {

    /** The one command that brings an object. */
    public static final String CONNECT = "connect";

    /**
     * Reads a command up to its arguments. They were read once before, so that whoever gets them can read them.
     *
     * @throws DataFormatException if the bytes from this offset on are no command, or its arguments are malformed
     */
    public static FlashCommand decode(byte[] payload, int offset) {
        if (offset > payload.length) {
            throw new DataFormatException("command length: " + payload.length + " (expected: at least " + offset + ")");
        }
        new AmfReader(payload, offset, payload.length - offset).readAll(Discard.INSTANCE);
        AmfReader reader = new AmfReader(payload, offset, payload.length - offset);
        String name = reader.nextText();
        if (name == null) {
            throw new DataFormatException("command name: none (expected: a text)");
        }
        double transaction = reader.nextNumber(0);
        if (name.equals(CONNECT)) {
            ObjectFields fields = new ObjectFields();
            reader.read(fields);
            return new FlashCommand(name, transaction, fields.toMap(), reader);
        }
        reader.skip();
        return new FlashCommand(name, transaction, Map.of(), reader);
    }
}
