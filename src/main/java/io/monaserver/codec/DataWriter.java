package io.monaserver.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of one or more values: the pivot between formats. Every format has one reader that calls this and
 * one writer that implements it.
 *
 * <p>Text travels as UTF-8 bytes, because every format of ours stores bytes and Lua strings may hold any.
 *
 * <p>Complex values (arrays, objects, dictionaries, byte strings, dates)
 * are numbered from 0 in the order of their first event, over the life of the writer;
 * {@link #writeReference} names one that was already begun, so cycles and shared values survive.
 *
 * <p>A complex value is closed by {@link #end}. In an object, in the keyed part of an array and in a text-keyed
 * dictionary each value is preceded by {@link #writeKey}; in an array keyed entries come before the dense ones; in a
 * dictionary whose keys are any value, keys and values alternate.
 */
public interface DataWriter {

    /** Writes null, Lua's nil. */
    void writeNull();

    /** Writes a boolean. */
    void writeBoolean(boolean value);

    /** Writes a number; formats with integers use them where nothing is lost. */
    void writeNumber(double value);

    /** Writes text, given as UTF-8. */
    void writeString(byte[] utf8, int offset, int length);

    /** Writes text. */
    default void writeString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeString(utf8, 0, utf8.length);
    }

    /** Writes a byte string: a complex value with a number of its own, closed at once. */
    void writeBytes(byte[] data, int offset, int length);

    /** Writes a moment in milliseconds since 1970 UTC: a complex value with a number of its own, closed at once. */
    void writeDate(long epochMs);

    /** Begins an object. An empty type is an anonymous one. */
    void beginObject(String type);

    /**
     * Begins an array.
     *
     * @param size number of dense entries, which follow any keyed ones
     * @param keyed whether keyed entries come first
     */
    void beginArray(int size, boolean keyed);

    /**
     * Begins a dictionary: keys of any kind alternate with values.
     *
     * @param size number of pairs
     * @param weakKeys whether the keys are held weakly
     */
    void beginDictionary(int size, boolean weakKeys);

    /**
     * Takes a value whose form only its type knows: a complex value with a number of its own, which reads its body from
     * the input before it returns.
     *
     * @return false, and nothing was read, if the type is not known here
     */
    default boolean readExternal(String type, ExternalInput body) {
        return false;
    }

    /**
     * Begins a value whose form only its type knows; {@link #end} closes it.
     *
     * @return where its body goes, or null, and nothing was begun, if the format has no such values
     */
    default @Nullable ExternalOutput beginExternal(String type) {
        return null;
    }

    /** Names the entry whose value follows. */
    void writeKey(byte[] utf8, int offset, int length);

    /** Names the entry whose value follows. */
    default void writeKey(String key) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        writeKey(utf8, 0, utf8.length);
    }

    /** Closes the innermost object, array or dictionary. */
    void end();

    /** Writes again the complex value with this number (class comment). */
    void writeReference(int number);
}
