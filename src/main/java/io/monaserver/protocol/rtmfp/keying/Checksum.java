package io.monaserver.protocol.rtmfp.keying;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The Internet checksum, an odd last byte counting as the low one of its word (§4.7.3.1). */
final class Checksum {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final long LOW_32 = 0xFFFFFFFFL;

    private Checksum() {}

    /** Sums four bytes at a time: carries folded back make it the same as two at a time. */
    static int of(byte[] bytes, int offset, int length) {
        long sum = 0;
        int end = offset + length;
        int position = offset;
        for (; position + 4 <= end; position += 4) {
            sum += (int) INT.get(bytes, position) & LOW_32;
        }
        if (position + 2 <= end) {
            sum += (bytes[position] & 0xFF) << 8 | (bytes[position + 1] & 0xFF);
            position += 2;
        }
        if (position < end) {
            sum += bytes[position] & 0xFF;
        }
        sum = (sum >>> 32) + (sum & LOW_32);
        while (sum > 0xFFFF) {
            sum = (sum >>> 16) + (sum & 0xFFFF);
        }
        return (int) ~sum & 0xFFFF;
    }
}
