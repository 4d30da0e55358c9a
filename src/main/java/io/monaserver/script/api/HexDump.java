package io.monaserver.script.api;

import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code mona:dump}: bytes in the log, sixteen a line, as numbers and as characters. */
final class HexDump {

    private static final Logger LOG = LoggerFactory.getLogger("script");
    private static final int PER_LINE = 16;

    private HexDump() {}

    /** {@code (data[, size])} or {@code (name, data[, size])}: the second argument is text only in the latter. */
    static void log(Varargs args) {
        boolean isNamed = args.arg(2) instanceof LuaString;
        LuaString data = Args.string(args, isNamed ? 2 : 1);
        double wanted = Args.number(args, isNamed ? 3 : 2, data.m_length);
        int size = (int) Math.max(0, Math.min(data.m_length, wanted));
        String title = isNamed ? Strings.text(args.arg1()) : "dump";
        LOG.info("{}: {} bytes{}", title, data.m_length, lines(Strings.bytes(data), size));
    }

    private static StringBuilder lines(byte[] data, int size) {
        StringBuilder lines = new StringBuilder(size * 5);
        for (int from = 0; from < size; from += PER_LINE) {
            lines.append('\n');
            for (int i = from; i < from + PER_LINE; i++) {
                lines.append(i < size ? String.format("%02X ", data[i]) : "   ");
            }
            lines.append(' ');
            for (int i = from; i < Math.min(size, from + PER_LINE); i++) {
                lines.append(data[i] >= ' ' && data[i] < 0x7f ? (char) data[i] : '.');
            }
        }
        return lines;
    }
}
