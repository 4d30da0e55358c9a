for _, f in ipairs {"%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%#x", "%X", "%o", "%e", "%.2e", "%g", "%.10g", "%f", "%.0f", "%10.3f|", "%-10.3f|"} do
  print(f, f:format(42), f:format(-7), f:format(0))
end
print(("%s %s %s"):format(nil, true, 1.5), ("%5s|%-5s|%.1s|"):format("ab", "ab", "ab"), ("%c%c"):format(72, 105))
print(("%q"):format("a\"b\\c\nd\0e\rf\1272"))
print(("hello"):find("l"), ("hello"):find("xyz"), ("hello"):find(""), ("hello"):find("", 3), ("a+b"):find("+", 1, true))
print(("key = value"):match("^(%w+)%s*=%s*(%w+)$"), ("2024-01-02"):match("(%d+)-(%d+)-(%d+)"))
print(("THE (quick) fox"):gsub("%((%w+)%)", "<%1>"), ("abc"):gsub("", "-"), ("abc"):gsub("b", {b = "X"}), ("abc"):gsub("%w", function(c) if c == "b" then return false end return c:upper() end))
print(("hello world"):gsub("o", "0", 1), ("x^2"):gsub("%^", "%%"), ("f(a(b)c)d"):match("%b()"))
print(("THE (quick) fox"):find("%f[%a]%a+%f[%A]"), ("[[x]]"):gsub("[%[%]]", ""), ("a.b-c"):gsub("%p", "_"))
for k, v in ("a=1, b=2, c=3"):gmatch("(%w+)=(%w+)") do io = k .. v print(io) end
for w in ("one two  three"):gmatch("%S+") do print(w) end
print(("abc"):byte(1, -1), ("abc"):byte(10), string.char(), string.char(0, 255):byte(1, -1))
print(("abc"):sub(2), ("abc"):sub(-2, -2), ("abc"):sub(0), ("abc"):sub(5), ("abc"):sub(-10, 10), ("abc"):sub(3, 2))
print(("ab"):rep(3), ("ab"):rep(0), ("ab"):rep(-1), ("abc"):reverse(), ("aBc"):upper(), ("aBc"):lower(), #"a\0b")
print("a" < "b", "a" < "B", "" < "a", "a" < "aa", "Z" < "a", "\127" < "\128", "\200" < "\100")
print("10" + 5, "0x10" * 2, 10 .. 20, "3" * "4", -"2", "1e1" + 0, " 7 " + 0)
print(tostring(1e15), tostring(-1e15), 1e14, 123456.789, 0.1, 1/3, 100000000000000, 2^53, 1e300 * 1e10, -1e300 * 1e10)
print(tonumber("10"), tonumber("10", 2), tonumber("ff", 16), tonumber("zz", 36), tonumber("8", 8), tonumber(" 1 "), tonumber("1 2"), tonumber("0x"), tonumber(""), tonumber("1e"), tonumber("."), tonumber("5."), tonumber(".5"))
for i = 0, 255, 15 do local c = string.char(i) print(i, c:match("%a"), c:match("%d"), c:match("%l"), c:match("%s") and "s", c:match("%u"), c:match("%w"), c:match("%x"), c:match("%p"), c:match("%c") and "c") end
print(pcall(string.rep), pcall(string.char, 300), pcall(string.format, "%d", "x"), pcall(("x").bad), pcall(string.gsub, "x", "x", true))
print(pcall(string.find, "x", "%"), pcall(string.find, "x", "[x"), pcall(string.find, "x", "(x"), pcall(string.find, "x", "x)"), pcall(string.gsub, "x", "x", "%2"))
