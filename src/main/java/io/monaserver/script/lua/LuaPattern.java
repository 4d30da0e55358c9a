package io.monaserver.script.lua;

import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Matches one text against one Lua pattern. Every try counts as a step, so that no pattern can hold up the lane. */
final class LuaPattern {

    private static final int MAX_CAPTURES = 32;

    /** Nested tries; each takes a frame of the Java stack. */
    private static final int MAX_DEPTH = 200;

    private static final int CAPTURE_OPEN = -1;
    private static final int CAPTURE_POSITION = -2;
    private static final int NO_MATCH = -1;
    private static final int ESCAPE = '%';

    private final CallMonitor monitor;
    private final LuaString text;
    private final LuaString pattern;
    private final int[] starts = new int[MAX_CAPTURES];
    private final int[] lengths = new int[MAX_CAPTURES];
    private int captures;
    private int depth;

    LuaPattern(CallMonitor monitor, LuaString text, LuaString pattern) {
        this.monitor = monitor;
        this.text = text;
        this.pattern = pattern;
    }

    /** Tries at this place of the text and returns the end of the match, or a negative number. */
    int matchAt(int position, int patternStart) {
        captures = 0;
        depth = 0;
        return match(position, patternStart);
    }

    /** What the match captured, or the whole match where the pattern captures nothing. */
    Varargs captures(int start, int end) {
        if (captures <= 1) {
            return capture(0, start, end);
        }
        LuaValue[] values = new LuaValue[captures];
        for (int i = 0; i < values.length; i++) {
            values[i] = capture(i, start, end);
        }
        return LuaValue.varargsOf(values);
    }

    /** What the pattern captured; nothing where it captures nothing. */
    Varargs onlyCaptures(int start, int end) {
        return captures == 0 ? LuaValue.NONE : captures(start, end);
    }

    /** One capture; the first is the whole match where the pattern captures nothing. */
    LuaValue capture(int index, int start, int end) {
        if (index >= captures) {
            if (index != 0) {
                throw new LuaError("invalid capture index");
            }
            return Strings.part(text, start, end);
        }
        if (lengths[index] == CAPTURE_POSITION) {
            return LuaValue.valueOf(starts[index] + 1);
        }
        if (lengths[index] == CAPTURE_OPEN) {
            throw new LuaError("unfinished capture");
        }
        return Strings.part(text, starts[index], starts[index] + lengths[index]);
    }

    private int match(int from, int patternFrom) {
        if (++depth > MAX_DEPTH) {
            throw new LuaError("pattern too complex");
        }
        try {
            return matchHere(from, patternFrom);
        } finally {
            depth--;
        }
    }

    private int matchHere(int from, int patternFrom) {
        int s = from;
        int p = patternFrom;
        while (p < pattern.m_length) {
            monitor.step();
            int c = Strings.at(pattern, p);
            if (c == '(') {
                return p + 1 < pattern.m_length && Strings.at(pattern, p + 1) == ')'
                        ? open(s, p + 2, CAPTURE_POSITION)
                        : open(s, p + 1, CAPTURE_OPEN);
            }
            if (c == ')') {
                return close(s, p + 1);
            }
            if (c == '$' && p + 1 == pattern.m_length) {
                return s == text.m_length ? s : NO_MATCH;
            }
            if (c == ESCAPE && p + 1 < pattern.m_length) {
                int next = Strings.at(pattern, p + 1);
                if (next == 'b' || next == 'f' || isDigit(next)) {
                    s = next == 'b' ? balance(s, p + 2) : next == 'f' ? frontier(s, p + 2) : back(s, next);
                    if (s == NO_MATCH) {
                        return NO_MATCH;
                    }
                    p = next == 'b' ? p + 4 : next == 'f' ? classEnd(p + 2) : p + 2;
                    continue;
                }
            }
            int end = classEnd(p);
            int suffix = end < pattern.m_length ? Strings.at(pattern, end) : 0;
            if (suffix == '*') {
                return expandMost(s, p, end);
            }
            if (suffix == '-') {
                return expandLeast(s, p, end);
            }
            boolean fits = single(s, p, end);
            if (suffix == '+') {
                return fits ? expandMost(s + 1, p, end) : NO_MATCH;
            }
            if (suffix == '?') {
                int result = fits ? match(s + 1, end + 1) : NO_MATCH;
                if (result != NO_MATCH) {
                    return result;
                }
                p = end + 1;
            } else {
                if (!fits) {
                    return NO_MATCH;
                }
                s++;
                p = end;
            }
        }
        return s;
    }

    private int open(int s, int p, int kind) {
        if (captures >= MAX_CAPTURES) {
            throw new LuaError("too many captures");
        }
        starts[captures] = s;
        lengths[captures] = kind;
        captures++;
        int result = match(s, p);
        if (result == NO_MATCH) {
            captures--;
        }
        return result;
    }

    private int close(int s, int p) {
        int index = captures - 1;
        while (index >= 0 && lengths[index] != CAPTURE_OPEN) {
            index--;
        }
        if (index < 0) {
            throw new LuaError("invalid pattern capture");
        }
        lengths[index] = s - starts[index];
        int result = match(s, p);
        if (result == NO_MATCH) {
            lengths[index] = CAPTURE_OPEN;
        }
        return result;
    }

    private int balance(int s, int p) {
        if (p + 1 >= pattern.m_length) {
            throw new LuaError("unbalanced pattern");
        }
        int begin = Strings.at(pattern, p);
        int end = Strings.at(pattern, p + 1);
        if (s >= text.m_length || Strings.at(text, s) != begin) {
            return NO_MATCH;
        }
        int open = 1;
        for (int i = s + 1; i < text.m_length; i++) {
            monitor.step();
            int c = Strings.at(text, i);
            if (c == end) {
                if (--open == 0) {
                    return i + 1;
                }
            } else if (c == begin) {
                open++;
            }
        }
        return NO_MATCH;
    }

    private int frontier(int s, int p) {
        if (p >= pattern.m_length || Strings.at(pattern, p) != '[') {
            throw new LuaError("missing '[' after '" + (char) ESCAPE + "f' in pattern");
        }
        int end = classEnd(p);
        int before = s == 0 ? 0 : Strings.at(text, s - 1);
        int here = s < text.m_length ? Strings.at(text, s) : 0;
        return !inSet(before, p, end - 1) && inSet(here, p, end - 1) ? s : NO_MATCH;
    }

    private int back(int s, int digit) {
        int index = digit - '1';
        if (index < 0 || index >= captures || lengths[index] == CAPTURE_OPEN) {
            throw new LuaError("invalid capture index");
        }
        int length = Math.max(0, lengths[index]);
        if (length > text.m_length - s) {
            return NO_MATCH;
        }
        monitor.steps(length >> 3);
        for (int i = 0; i < length; i++) {
            if (Strings.at(text, starts[index] + i) != Strings.at(text, s + i)) {
                return NO_MATCH;
            }
        }
        return s + length;
    }

    private int expandMost(int s, int p, int end) {
        int count = 0;
        while (single(s + count, p, end)) {
            count++;
        }
        monitor.steps(count >> 2);
        for (; count >= 0; count--) {
            int result = match(s + count, end + 1);
            if (result != NO_MATCH) {
                return result;
            }
        }
        return NO_MATCH;
    }

    private int expandLeast(int from, int p, int end) {
        int s = from;
        while (true) {
            int result = match(s, end + 1);
            if (result != NO_MATCH) {
                return result;
            }
            if (!single(s, p, end)) {
                return NO_MATCH;
            }
            s++;
        }
    }

    private int classEnd(int from) {
        int p = from;
        int c = Strings.at(pattern, p++);
        if (c == ESCAPE) {
            if (p >= pattern.m_length) {
                throw new LuaError("malformed pattern (ends with '%')");
            }
            return p + 1;
        }
        if (c != '[') {
            return p;
        }
        if (p < pattern.m_length && Strings.at(pattern, p) == '^') {
            p++;
        }
        do {
            if (p >= pattern.m_length) {
                throw new LuaError("malformed pattern (missing ']')");
            }
            c = Strings.at(pattern, p++);
            if (c == ESCAPE) {
                p++;
            }
        } while (p >= pattern.m_length || Strings.at(pattern, p) != ']');
        return p + 1;
    }

    private boolean single(int s, int p, int end) {
        if (s >= text.m_length) {
            return false;
        }
        int c = Strings.at(text, s);
        int item = Strings.at(pattern, p);
        return switch (item) {
            case '.' -> true;
            case ESCAPE -> inClass(c, Strings.at(pattern, p + 1));
            case '[' -> inSet(c, p, end - 1);
            default -> item == c;
        };
    }

    /** A set from its opening to its closing bracket. */
    private boolean inSet(int c, int from, int closing) {
        int p = from + 1;
        boolean negated = Strings.at(pattern, p) == '^';
        if (negated) {
            p++;
        }
        while (p < closing) {
            int item = Strings.at(pattern, p);
            if (item == ESCAPE) {
                if (inClass(c, Strings.at(pattern, p + 1))) {
                    return !negated;
                }
                p += 2;
            } else if (p + 2 < closing && Strings.at(pattern, p + 1) == '-') {
                if (item <= c && c <= Strings.at(pattern, p + 2)) {
                    return !negated;
                }
                p += 3;
            } else {
                if (item == c) {
                    return !negated;
                }
                p++;
            }
        }
        return negated;
    }

    /** A capital letter means all bytes that the small one does not mean; other bytes mean themselves. */
    private static boolean inClass(int c, int name) {
        if (!isLetter(name)) {
            return name == c;
        }
        boolean capital = name < 'a';
        return switch (name | 0x20) {
            case 'a' -> isLetter(c) != capital;
            case 'c' -> (c < 32 || c == 127) != capital;
            case 'd' -> isDigit(c) != capital;
            case 'g' -> (c > 32 && c < 127) != capital;
            case 'l' -> (c >= 'a' && c <= 'z') != capital;
            case 'p' -> (c > 32 && c < 127 && !isLetter(c) && !isDigit(c)) != capital;
            case 's' -> (c == ' ' || (c >= 9 && c <= 13)) != capital;
            case 'u' -> (c >= 'A' && c <= 'Z') != capital;
            case 'w' -> (isLetter(c) || isDigit(c)) != capital;
            case 'x' -> (isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')) != capital;
            case 'z' -> (c == 0) != capital;
            default -> name == c;
        };
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
