package io.monaserver.testkit;

import io.monaserver.codec.DataWriter;
import java.util.Random;

/** Writes values that a seed decides, the same ones to any writer. */
public final class RandomValues {

    /** What formats differ in; leaves are byte strings and dates. */
    public record Shape(boolean mixedArrays, boolean dictionaries, boolean leaves, boolean references, boolean types) {

        /** Everything that the pivot knows. */
        public static final Shape ALL = new Shape(true, true, true, true, true);
    }

    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        127,
        128,
        0x3FFF,
        0x4000,
        0x1FFFFF,
        0x200000,
        0xFFFFFFF,
        0x10000000,
        -0x10000000,
        -0x10000001,
        1.5,
        1e-7,
        1e20,
        1e300,
        Double.MAX_VALUE,
        Double.MIN_VALUE
    };

    private static final int MAX_DEPTH = 5;

    private final Random random;
    private final Shape shape;
    private final DataWriter writer;
    private int complex;

    private RandomValues(long seed, Shape shape, DataWriter writer) {
        this.random = new Random(seed);
        this.shape = shape;
        this.writer = writer;
    }

    /** Writes one to four values. */
    public static void write(long seed, Shape shape, DataWriter writer) {
        RandomValues values = new RandomValues(seed, shape, writer);
        int count = 1 + values.random.nextInt(4);
        for (int i = 0; i < count; i++) {
            values.writeValue(0);
        }
    }

    private void writeValue(int depth) {
        int kind = random.nextInt(depth < MAX_DEPTH ? 11 : 6);
        switch (kind) {
            case 0 -> writer.writeNull();
            case 1 -> writer.writeBoolean(random.nextBoolean());
            case 2 -> writer.writeNumber(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3 -> writer.writeString(text());
            case 4 -> writeBytesOrDate();
            case 5 -> writeReferenceOrNumber();
            case 6, 7 -> writeObject(depth);
            case 8, 9 -> writeArray(depth);
            default -> writeDictionary(depth);
        }
    }

    private void writeBytesOrDate() {
        if (!shape.leaves()) {
            writer.writeNumber(random.nextInt());
            return;
        }
        complex++;
        if (random.nextBoolean()) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            writer.writeBytes(bytes, 0, bytes.length);
        } else {
            writer.writeDate(random.nextInt() * 1000L + random.nextInt(1000));
        }
    }

    private void writeReferenceOrNumber() {
        if (complex > 0 && shape.references()) {
            writer.writeReference(random.nextInt(complex));
        } else {
            writer.writeNumber(random.nextInt());
        }
    }

    private void writeObject(int depth) {
        complex++;
        writer.beginObject(shape.types() && random.nextInt(3) == 0 ? "Type" + random.nextInt(3) : "");
        writeMembers(depth);
        writer.end();
    }

    private void writeMembers(int depth) {
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            writer.writeKey("k" + i + text());
            writeValue(depth + 1);
        }
    }

    private void writeArray(int depth) {
        complex++;
        int size = random.nextInt(4);
        boolean keyed = shape.mixedArrays() && random.nextInt(4) == 0;
        writer.beginArray(size, keyed);
        if (keyed) {
            writer.writeKey("key");
            writeValue(depth + 1);
        }
        for (int i = 0; i < size; i++) {
            writeValue(depth + 1);
        }
        writer.end();
    }

    private void writeDictionary(int depth) {
        if (!shape.dictionaries()) {
            writer.writeBoolean(true);
            return;
        }
        complex++;
        int size = random.nextInt(3);
        writer.beginDictionary(size, random.nextBoolean());
        for (int i = 0; i < size; i++) {
            writeValue(depth + 1);
            writeValue(depth + 1);
        }
        writer.end();
    }

    private String text() {
        String[] texts = {
            "", "a", "same", "\u00e9\u65e5\ud83d\ude00", "with space & = \"quotes\" \\ / %", "x".repeat(1100)
        };
        return texts[random.nextInt(texts.length)];
    }
}
