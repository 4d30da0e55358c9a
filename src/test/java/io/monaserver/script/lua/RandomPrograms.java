package io.monaserver.script.lua;

import java.util.Random;

/** Makes Lua programs from a seed: expressions, string and table operations, patterns. They print all they find. */
final class RandomPrograms {

    private static final String[] NUMBERS = {
        "0",
        "1",
        "2",
        "3",
        "7",
        "10",
        "-1",
        "-3",
        "0.5",
        "1.5",
        "-2.25",
        "1e3",
        "1e15",
        "1e-5",
        "123456789",
        "2^31",
        "2^53",
        "0x10",
        "1/3",
        "100",
        "255"
    };
    private static final String[] STRINGS = {
        "''",
        "'a'",
        "'abc'",
        "'hello world'",
        "'10'",
        "'0x1F'",
        "' 5 '",
        "'1e2'",
        "'a,b,,c'",
        "'%d'",
        "'ABC'",
        "'k=v; x=y'",
        "'\\0\\1\\255'",
        "'tab\\tnew\\n'",
        "'zz.top'"
    };
    private static final String[] PATTERNS = {
        "'%a+'",
        "'%d'",
        "'(%w)(%w)'",
        "'[a-c]+'",
        "'[^%s]*'",
        "'.-o'",
        "'^h'",
        "'l*$'",
        "'%s*'",
        "'()b()'",
        "'%f[%w]%w+'",
        "'(%w+)=(%w+)'",
        "'%.'",
        "','",
        "'x?'",
        "'%b()'",
        "'[%]]'",
        "'(a*(.)%w(%s*))'",
        "'%z'",
        "'.'"
    };
    private static final String[] REPLACEMENTS = {
        "'<%0>'", "'%1'", "''", "'x'", "{a='A', b=false, hello='HI'}", "function(x) return x and #tostring(x) end"
    };
    private static final String[] FORMATS = {
        "'%d'",
        "'%5d|'",
        "'%-5d|'",
        "'%05d'",
        "'%+d'",
        "'%x'",
        "'%X'",
        "'%o'",
        "'%5.2f'",
        "'%g'",
        "'%.3g'",
        "'%e'",
        "'%10.4f|'",
        "'%#x'",
        "'% d'",
        "'%.0f'",
        "'%c'",
        "'%i'"
    };
    private static final String[] ARITHMETIC = {"+", "-", "*", "/", "%"};
    private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "~="};

    private final Random random;
    private final boolean compatible;

    /**
     * Programs of this seed.
     *
     * @param compatible whether they may use what LuaJIT has of Lua 5.2
     */
    RandomPrograms(long seed, boolean compatible) {
        this.random = new Random(seed);
        this.compatible = compatible;
    }

    String next() {
        StringBuilder program = new StringBuilder("local t = {").append(items()).append("}\n");
        int lines = 2 + random.nextInt(5);
        for (int i = 0; i < lines; i++) {
            program.append("print(pcall(function() local a, b, c = ")
                    .append(statement())
                    .append(" return a, b, c end))\n");
        }
        return program.toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String items() {
        StringBuilder items = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            items.append(random.nextBoolean() ? pick(NUMBERS) : pick(STRINGS)).append(", ");
        }
        return items.toString();
    }

    private String statement() {
        return switch (random.nextInt(compatible ? 15 : 14)) {
            case 0, 1, 2 -> expression(3);
            case 3, 4 -> text();
            case 5 -> "string.format(" + pick(FORMATS) + ", " + pick("3", "-7", "255", "65", "12.75", "0", "'9'") + ")";
            case 6 -> pattern();
            case 7 -> table();
            case 8 ->
                "(function() local s = 0 for i = " + pick("1", "5", "0.5") + ", " + pick("10", "1", "3") + ", "
                        + pick("1", "2", "-1", "0.25") + " do s = s + i end return s end)()";
            case 9 -> library();
            case 10 -> coroutine();
            case 11 -> metatable();
            case 12 -> control();
            case 13 -> addition();
            default -> "tostring(" + expression(2) + "), tonumber(" + pick(STRINGS) + "), type(" + expression(1) + ")";
        };
    }

    private String expression(int depth) {
        if (depth == 0) {
            return random.nextInt(4) == 0 ? pick(STRINGS) : pick(NUMBERS);
        }
        String left = expression(depth - 1);
        String right = expression(depth - 1);
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> "(" + left + " " + pick(ARITHMETIC) + " " + right + ")";
            case 4 -> "(" + left + " .. " + right + ")";
            case 5 -> "(" + left + " " + pick(COMPARISONS) + " " + right + ")";
            case 6 -> "(" + left + " " + pick("and", "or") + " " + right + ")";
            default -> pick("-", "not ", "#") + "(" + left + ")";
        };
    }

    private String text() {
        String value = pick(STRINGS);
        return switch (random.nextInt(7)) {
            case 0 -> "(" + value + "):sub(" + (random.nextInt(13) - 6) + ", " + (random.nextInt(13) - 6) + ")";
            case 1 -> "(" + value + "):byte(" + (1 + random.nextInt(3)) + ", -1)";
            case 2 -> "(" + value + "):rep(" + random.nextInt(4) + ")";
            case 3 -> "(" + value + "):" + pick("upper", "lower", "reverse", "len") + "()";
            case 4 -> "string.char(" + random.nextInt(256) + ", " + random.nextInt(256) + ")";
            case 5 -> "(" + value + " < " + pick(STRINGS) + ")";
            default -> "string.format('%q %s %5s %.2s', " + value + ", " + value + ", " + value + ", " + value + ")";
        };
    }

    private String pattern() {
        String value = pick(STRINGS);
        return switch (random.nextInt(4)) {
            case 0 -> "(" + value + "):find(" + pick(PATTERNS) + ")";
            case 1 -> "(" + value + "):match(" + pick(PATTERNS) + ")";
            case 2 -> "(" + value + "):gsub(" + pick(PATTERNS) + ", " + pick(REPLACEMENTS) + ")";
            default ->
                "(function() local r = {} for x, y in (" + value + "):gmatch(" + pick(PATTERNS)
                        + ") do r[#r + 1] = tostring(x) .. tostring(y) end return table.concat(r, '|') end)()";
        };
    }

    private String library() {
        String a = expression(1);
        String b = pick(NUMBERS);
        return switch (random.nextInt(6)) {
            case 0 -> "math." + pick("floor", "ceil", "abs", "sqrt", "modf", "frexp", "exp") + "(" + a + ")";
            case 1 -> "math." + pick("max", "min", "fmod", "ldexp") + "(" + a + ", " + b + ")";
            case 2 -> "bit." + pick("band", "bor", "bxor") + "(" + a + ", " + b + ", " + pick(NUMBERS) + ")";
            case 3 ->
                "bit." + pick("lshift", "rshift", "arshift", "rol", "ror", compatible ? "tohex" : "band") + "(" + a
                        + ", " + b + ")";
            case 4 -> "tonumber(" + pick(STRINGS) + ", " + pick("2", "8", "10", "16", "36", "37") + ")";
            default -> "bit." + pick("tobit", "bnot", "bswap", "tohex") + "(" + a + ")";
        };
    }

    private String coroutine() {
        String body = "function(x) local y = coroutine.yield(" + expression(1) + ") "
                + pick("", "error(" + pick(STRINGS) + ") ", "coroutine.yield(y, x) ") + "return x, y end";
        return switch (random.nextInt(3)) {
            case 0 ->
                "(function() local c = coroutine.create(" + body + ") local r = {} for i = 1, 4 do "
                        + "local s, v = coroutine.resume(c, i) r[i] = tostring(s) .. (type(v) == 'table' and '{}' or "
                        + "tostring(v)) .. coroutine.status(c) end return table.concat(r, ' ') end)()";
            case 1 -> "(function() local w = coroutine.wrap(" + body + ") return w(1), w(2), w(3) end)()";
            default -> "coroutine.resume(coroutine.create(" + body + "), " + pick(NUMBERS) + ")";
        };
    }

    private String metatable() {
        String event =
                pick("add", "sub", "mul", "div", "mod", "pow", "concat", "lt", "le", "eq", "unm", "index", "call");
        String operation = switch (event) {
            case "unm" -> "-o";
            case "index" -> "o[" + pick(STRINGS) + "]";
            case "call" -> "o(" + pick(NUMBERS) + ", " + pick(STRINGS) + ")";
            case "lt", "le", "eq" -> pick("o " + pick(COMPARISONS) + " p", "p " + pick(COMPARISONS) + " o");
            default ->
                pick("o", "p", pick(NUMBERS), pick(STRINGS)) + " " + pick("+", "-", "*", "/", "%", "^", "..") + " "
                        + pick("o", "p", pick(NUMBERS));
        };
        return "(function() local m = {__" + event + " = "
                + pick(
                        "function(a, b) return type(a) .. type(b) end",
                        "function() return nil end",
                        "function(a, b, c) return select('#', a, b, c) end")
                + "} local o, p = setmetatable({}, m), setmetatable({1}, m) return " + operation + " end)()";
    }

    private String control() {
        return switch (random.nextInt(4)) {
            case 0 ->
                "(function() local i, s = 0, '' ::top:: i = i + 1 if i % 2 == 0 then goto top end s = s .. i "
                        + "if i < " + pick("5", "8") + " then goto top end return s end)()";
            case 1 ->
                "(function(...) local a, b = ... return select('#', ...), b, a, (...) end)(" + expression(1) + ", "
                        + pick(STRINGS) + ", nil)";
            case 2 ->
                "(function() local f = {} for i = 1, 3 do f[i] = function() i = i + " + pick(NUMBERS)
                        + " return i end end return f[1](), f[2](), f[1]() end)()";
            default -> "pcall(error, " + expression(1) + ", " + pick("0", "1", "2") + ")";
        };
    }

    /** What LuaJIT has of Lua 5.2. */
    private String addition() {
        return switch (compatible ? random.nextInt(7) : 6) {
            case 0 -> "#setmetatable({1, 2}, {__len = function(a, b) return " + expression(1) + " end})";
            case 1 -> "table.pack(" + expression(1) + ", nil, " + pick(STRINGS) + ").n";
            case 2 -> "table.unpack({" + items() + "}, " + random.nextInt(3) + ")";
            case 3 ->
                "(function() local n = 0 for k, v in pairs(setmetatable({}, {__pairs = function(o) return next, {"
                        + items() + "}, nil end})) do n = n + 1 end return n end)()";
            case 4 ->
                "load('return x, ' .. " + pick("'1'", "'x'", "'...'") + ", 'c', 't', {x = " + expression(1) + "})(7)";
            case 5 -> "(" + pick(STRINGS) + "):rep(" + random.nextInt(4) + ", " + pick(STRINGS) + ")";
            default -> "xpcall(function(...) return select('#', ...) end, print, " + pick(NUMBERS) + ", nil)";
        };
    }

    private String table() {
        return switch (random.nextInt(7)) {
            case 0 -> "#t, t[1], t[#t]";
            case 1 -> "table.remove(t" + pick("", ", 1", ", 2") + "), #t";
            case 2 -> "table.concat(t, '-')";
            case 3 -> "(function() table.insert(t" + pick("", ", 1") + ", " + pick(NUMBERS) + ") return #t end)()";
            case 4 ->
                "(function() table.sort(t, function(a, b) return tostring(a) < tostring(b) end) "
                        + "return table.concat(t, ' ') end)()";
            case 5 -> "unpack(t, " + (random.nextInt(4) - 1) + ")";
            default -> "select(" + pick("1", "2", "-1", "'#'") + ", unpack(t))";
        };
    }
}
