package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.varargsOf;

import java.util.function.IntUnaryOperator;
import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The string library. Strings are bytes; nothing here knows of characters. */
final class StringLibrary {

    private static final String SPECIALS = "^$*+?.([%-";

    private StringLibrary() {}

    static LuaTable create(CallMonitor monitor) {
        LuaTable library = new LuaTable();
        Native.define(library, "len", args -> LuaValue.valueOf(Args.string(args, 1).m_length));
        Native.define(library, "sub", StringLibrary::sub);
        Native.define(library, "byte", StringLibrary::toBytes);
        Native.define(library, "char", StringLibrary::fromBytes);
        Native.define(library, "rep", args -> repeat(monitor, args));
        Native.define(library, "reverse", args -> reverse(monitor, args));
        Native.define(library, "upper", args -> map(monitor, args, c -> c >= 'a' && c <= 'z' ? c - 32 : c));
        Native.define(library, "lower", args -> map(monitor, args, c -> c >= 'A' && c <= 'Z' ? c + 32 : c));
        Native.define(library, "format", args -> new StringFormat(monitor, args).format());
        Native.define(library, "find", args -> find(monitor, args, true));
        Native.define(library, "match", args -> find(monitor, args, false));
        Native.define(library, "gmatch", args -> gmatch(monitor, args));
        Native.define(library, "gfind", args -> gmatch(monitor, args));
        Native.define(library, "gsub", args -> new Substitution(monitor, args).run());
        Native.define(library, "dump", args -> {
            throw new LuaError("unable to dump given function");
        });
        return library;
    }

    private static int position(int index, int length) {
        return index >= 0 ? index : Math.max(0, length + index + 1);
    }

    private static Varargs sub(Varargs args) {
        LuaString text = Args.string(args, 1);
        int from = Math.max(1, position(Args.integer(args, 2), text.m_length));
        int to = Math.min(text.m_length, position(Args.integer(args, 3, -1), text.m_length));
        return Strings.part(text, from - 1, to);
    }

    private static Varargs toBytes(Varargs args) {
        LuaString text = Args.string(args, 1);
        int first = position(Args.integer(args, 2, 1), text.m_length);
        int from = Math.max(1, first);
        int to = Math.min(text.m_length, position(Args.integer(args, 3, first), text.m_length));
        if (from > to) {
            return NONE;
        }
        if (to - from >= 1_000_000) {
            throw new LuaError("string slice too long");
        }
        LuaValue[] values = new LuaValue[to - from + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = LuaValue.valueOf(Strings.at(text, from - 1 + i));
        }
        return varargsOf(values);
    }

    private static Varargs fromBytes(Varargs args) {
        byte[] bytes = new byte[args.narg()];
        for (int i = 0; i < bytes.length; i++) {
            int value = Args.integer(args, i + 1);
            if (value < 0 || value > 255) {
                throw new ArgumentError(i + 1, "invalid value");
            }
            bytes[i] = (byte) value;
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs repeat(CallMonitor monitor, Varargs args) {
        LuaString text = Args.string(args, 1);
        long count = Args.integer(args, 2);
        LuaString separator = Args.optString(args, 3);
        if (count <= 0) {
            return LuaValue.valueOf("");
        }
        LuaString unit = separator == null ? text : Strings.concat(text, separator);
        long size = unit.m_length * (count - 1) + text.m_length;
        monitor.reserve(size);
        byte[] bytes = new byte[(int) size];
        int at = Math.min(bytes.length, unit.m_length);
        System.arraycopy(unit.m_bytes, unit.m_offset, bytes, 0, at);
        while (at < bytes.length && at > 0) {
            int copied = Math.min(at, bytes.length - at);
            System.arraycopy(bytes, 0, bytes, at, copied);
            at += copied;
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs reverse(CallMonitor monitor, Varargs args) {
        LuaString text = Args.string(args, 1);
        monitor.reserve(text.m_length);
        byte[] bytes = new byte[text.m_length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Strings.at(text, bytes.length - 1 - i);
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs map(CallMonitor monitor, Varargs args, IntUnaryOperator mapping) {
        LuaString text = Args.string(args, 1);
        monitor.reserve(text.m_length);
        byte[] bytes = new byte[text.m_length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) mapping.applyAsInt(Strings.at(text, i));
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs find(CallMonitor monitor, Varargs args, boolean positions) {
        LuaString text = Args.string(args, 1);
        LuaString pattern = Args.string(args, 2);
        int start = position(Args.integer(args, 3, 1), text.m_length);
        int from = Math.max(0, start - 1);
        if (from > text.m_length) {
            return NIL;
        }
        if (positions && (args.arg(4).toboolean() || isPlain(pattern))) {
            int at = search(monitor, text, pattern, from);
            return at < 0 ? NIL : varargsOf(LuaValue.valueOf(at + 1), LuaValue.valueOf(at + pattern.m_length));
        }
        boolean anchored = pattern.m_length > 0 && Strings.at(pattern, 0) == '^';
        LuaPattern matcher = new LuaPattern(monitor, text, pattern);
        for (int at = from; at <= text.m_length; at++) {
            int end = matcher.matchAt(at, anchored ? 1 : 0);
            if (end >= 0) {
                return positions
                        ? varargsOf(LuaValue.valueOf(at + 1), LuaValue.valueOf(end), matcher.onlyCaptures(at, end))
                        : matcher.captures(at, end);
            }
            if (anchored) {
                break;
            }
        }
        return NIL;
    }

    private static boolean isPlain(LuaString pattern) {
        for (int i = 0; i < pattern.m_length; i++) {
            if (SPECIALS.indexOf(Strings.at(pattern, i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int search(CallMonitor monitor, LuaString text, LuaString wanted, int from) {
        int last = text.m_length - wanted.m_length;
        for (int at = from; at <= last; at++) {
            int i = 0;
            while (i < wanted.m_length && Strings.at(text, at + i) == Strings.at(wanted, i)) {
                i++;
            }
            if (i == wanted.m_length) {
                return at;
            }
            monitor.steps(1 + (i >> 3));
        }
        return -1;
    }

    private static Varargs gmatch(CallMonitor monitor, Varargs args) {
        LuaString text = Args.string(args, 1);
        LuaPattern matcher = new LuaPattern(monitor, text, Args.string(args, 2));
        int[] next = {0};
        return new Native("(gmatch)", ignored -> {
            for (int at = next[0]; at <= text.m_length; at++) {
                int end = matcher.matchAt(at, 0);
                if (end >= 0) {
                    next[0] = end == at ? end + 1 : end;
                    return matcher.captures(at, end);
                }
            }
            next[0] = text.m_length + 1;
            return NIL;
        });
    }
}
