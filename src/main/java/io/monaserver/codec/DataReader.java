package io.monaserver.codec;

/**
 * Values in some format, read one after the other into any {@link DataWriter}. Belongs to one thread at a time and is
 * read once.
 *
 * <p>The numbers of {@link DataWriter#writeReference} count what this reader gave to the current writer. So the first
 * values may go to one writer and the rest to another; what refers back across that border is read as null.
 */
public interface DataReader {

    /**
     * Reads the next value.
     *
     * @return false when there was none left; nothing was written then
     * @throws DataFormatException if the bytes do not follow the format or break one of its limits
     */
    boolean read(DataWriter writer);

    /** Reads all that is left and returns the number of values. */
    default int readAll(DataWriter writer) {
        int count = 0;
        while (read(writer)) {
            count++;
        }
        return count;
    }
}
