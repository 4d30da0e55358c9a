package io.monaserver.codec;

/** Takes values and forgets them: what a reader skips values with. */
public enum Discard implements DataWriter {
    INSTANCE;

    @Override
    public void writeNull() {}

    @Override
    public void writeBoolean(boolean value) {}

    @Override
    public void writeNumber(double value) {}

    @Override
    public void writeString(byte[] utf8, int offset, int length) {}

    @Override
    public void writeBytes(byte[] data, int offset, int length) {}

    @Override
    public void writeDate(long epochMs) {}

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
}
