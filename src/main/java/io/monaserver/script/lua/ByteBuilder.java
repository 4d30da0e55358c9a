package io.monaserver.script.lua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaString;

/** Gathers a byte string; growth is announced to the guard. */
final class ByteBuilder {

    private final CallMonitor monitor;
    private byte[] bytes = new byte[64];
    private int length;

    ByteBuilder(CallMonitor monitor) {
        this.monitor = monitor;
    }

    ByteBuilder append(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteBuilder append(LuaString text) {
        return append(text.m_bytes, text.m_offset, text.m_length);
    }

    ByteBuilder append(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    ByteBuilder append(String ascii) {
        byte[] source = ascii.getBytes(StandardCharsets.ISO_8859_1);
        return append(source, 0, source.length);
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            long wanted = Math.max((long) length + more, bytes.length * 2L);
            monitor.reserve(wanted);
            bytes = Arrays.copyOf(bytes, (int) wanted);
        }
    }

    LuaString build() {
        return LuaString.valueUsing(Arrays.copyOf(bytes, length));
    }
}
