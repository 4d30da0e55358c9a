package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.varargsOf;

import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One run of {@code string.gsub}. */
final class Substitution {

    private final CallMonitor monitor;
    private final LuaString text;
    private final LuaString pattern;
    private final LuaValue replacement;
    private final int limit;
    private final ByteBuilder result;

    Substitution(CallMonitor monitor, Varargs args) {
        this.monitor = monitor;
        this.text = Args.string(args, 1);
        this.pattern = Args.string(args, 2);
        LuaValue given = args.arg(3);
        this.replacement = given instanceof LuaNumber ? given.strvalue() : given;
        if (!(replacement instanceof LuaString
                || replacement instanceof LuaTable
                || replacement instanceof LuaFunction)) {
            throw new ArgumentError(3, "string/function/table expected");
        }
        this.limit = Args.integer(args, 4, Integer.MAX_VALUE);
        this.result = new ByteBuilder(monitor);
    }

    Varargs run() {
        boolean anchored = pattern.m_length > 0 && Strings.at(pattern, 0) == '^';
        LuaPattern matcher = new LuaPattern(monitor, text, pattern);
        int at = 0;
        int count = 0;
        while (count < limit) {
            int end = matcher.matchAt(at, anchored ? 1 : 0);
            if (end >= 0) {
                count++;
                append(matcher, at, end);
            }
            if (end > at) {
                at = end;
            } else if (at < text.m_length) {
                result.append(Strings.at(text, at++));
            } else {
                break;
            }
            if (anchored) {
                break;
            }
        }
        if (at < text.m_length) {
            result.append(text.m_bytes, text.m_offset + at, text.m_length - at);
        }
        return varargsOf(result.build(), LuaValue.valueOf(count));
    }

    private void append(LuaPattern matcher, int start, int end) {
        if (replacement instanceof LuaString template) {
            expand(template, matcher, start, end);
            return;
        }
        LuaValue value = replacement instanceof LuaFunction function
                ? function.invoke(matcher.captures(start, end)).arg1()
                : replacement.get(matcher.capture(0, start, end));
        if (!value.toboolean()) {
            result.append(text.m_bytes, text.m_offset + start, end - start);
        } else if (value instanceof LuaString || value instanceof LuaNumber) {
            result.append(value.strvalue());
        } else {
            throw new LuaError("invalid replacement value (a " + value.typename() + ")");
        }
    }

    private void expand(LuaString template, LuaPattern matcher, int start, int end) {
        int i = 0;
        while (i < template.m_length) {
            int c = Strings.at(template, i++);
            if (c != '%') {
                result.append(c);
                continue;
            }
            int next = i < template.m_length ? Strings.at(template, i) : 0;
            if (next == '0') {
                result.append(text.m_bytes, text.m_offset + start, end - start);
            } else if (next >= '1' && next <= '9') {
                result.append(matcher.capture(next - '1', start, end).strvalue());
            } else {
                result.append(next);
            }
            i++;
        }
    }
}
