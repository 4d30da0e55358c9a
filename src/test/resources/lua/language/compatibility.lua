-- What LuaJIT has of Lua 5.2, and what random programs and the public suites showed; needs a build with 5.2 compatibility.
local len = setmetatable({1, 2, 3}, {__len = function(a, b) return rawequal(a, b) and 42 end})
print(#len, rawlen(len), rawlen("abc"), pcall(rawlen, 5))
for k, v in pairs(setmetatable({}, {__pairs = function(o) return next, {x = 1}, nil end})) do print(k, v) end
for i, v in ipairs(setmetatable({}, {__ipairs = function(o) return function(_, n) if n < 2 then return n + 1, "i" .. n end end, o, 0 end})) do print(i, v) end
local packed = table.pack(nil, 2, nil) print(packed.n, packed[1], packed[2], table.unpack({1, 2, 3}, 2))
print(("ab"):rep(3, "-"), ("ab"):rep(1, "-"), ("ab"):rep(0, "-"), math.log(8, 2), math.log(100, 10))
print(load("return x", "name", "t", {x = "env"})(), pcall(load, "return 1", "n", "b"), load("\27Lua", "n", "t"))
print(xpcall(function(...) return select("#", ...), ... end, print, 1, nil, 3))
local main, is = coroutine.running() print(type(main), is, coroutine.isyieldable())
coroutine.wrap(function() local co, is = coroutine.running() print(type(co), is, coroutine.isyieldable()) end)()
print(setmetatable({}, {__le = function() return true end}) <= {}, pcall(function() return {} < {} end))
print(pcall(function() return 1 < "x" end), pcall(function() return 1 <= "x" end), pcall(function() return 1 > "x" end))
print(pcall(function() return "x" >= 1 end), pcall(function() return {} <= 1 end), pcall(function() return nil > 1 end))
local nan = 0 / 0 print(nan, -nan, nan == nan, nan ~= nan, rawequal(nan, nan), math.min(nan, 1), math.min(1, nan), math.max(nan, 1))
print(0xep+9, 0xep9, 0xe+9, 0x.8p1, 0x1p-1074, 1e308 * 10, tonumber("0x1p4"), tonumber("1e"), 5 % math.huge, -5 % math.huge)
for _, s in ipairs {"return 1f", "return 3x", "return 1..2", "return 0x", "::a:: ::a::", "goto b", "break", "x = }", "return 1.000 2"} do print(loadstring(s)) end
print(0.5, ("%.0f %.0f %.0f %.1f %.2f"):format(0.5, 1.5, 2.5, 0.25, 0.125), 123456789012345, 123456789012355)
print(("%a %.1a %.0a %.20f"):format(1, 1.999, 1.5, 0.1), ("%5.1f|%+g|% g|%+d"):format(nan, nan, nan, 0))
print(math.modf(-3), math.modf(3.5), math.modf(-1 / 0), math.ldexp(0, 2000), math.ldexp(1, -1074), math.frexp(0))
print(bit.tohex(1, 12), bit.tohex(255, -4), #bit.tohex(1, -2^31), bit.tohex(1, 0))
local w = coroutine.wrap(function() error("inside") end) print(pcall(function() w() end))
w = coroutine.wrap(function() error({}) end) print(type(select(2, pcall(function() w() end))))
local chain = {} for i = 1, 120 do chain = setmetatable({}, {__index = chain, __newindex = chain}) end
print(pcall(function() return chain.x end)) print(pcall(function() chain.x = 1 end))
local loop = {} setmetatable(loop, {__index = loop}) print(pcall(function() return loop.x end))
print(tostring(setmetatable({}, {__tostring = function() return nil end})))
local function deep(n) return 1 + deep(n + 1) end
print(pcall(deep, 1)) print(xpcall(deep, function(m) return "handled: " .. m end, 1))
print(select("#", unpack({}, 1, 7000)), pcall(unpack, {}, 1, 9000))
print(getfenv(0) == _G, pcall(getfenv, 200), pcall(getfenv, -1))
local function loaded() setfenv(1, {}) return _G end
print(pcall(function() setfenv(1, {loadstring = loadstring}) loadstring("fromchunk = 1")() return fromchunk end), fromchunk)
print(debug.getinfo(loadstring("return 1", "=named"), "S").source, debug.getinfo(loadstring("return 1", "@file"), "S").short_src)
print(debug.getinfo(loadstring("return 1\n"), "S").source, debug.getinfo(loadstring("return 1\n"), "S").short_src)
do local k, x = 0 ::again:: local y print(y) y = true k = k + 1 if k < 2 then goto again end end
local function packed(...) return #table.pack(...) end
print(packed(), packed(nil), packed(nil, 1), packed(1, nil), packed(3.7, {}, nil, "hello"), packed(1, nil, 3, nil), packed(nil, nil, 3), packed(1, 2, nil, nil))
local function listed(...) return #{...} end
print(listed(), listed(nil), listed(nil, 1), listed(1, nil), listed(3.7, {}, nil, "hello"), listed(1, nil, 3, nil), listed(nil, nil, 3), listed(1, 2, nil, nil), listed(1, nil, nil, nil, 5))
local function after(...) return #{packed, nil, ...} end
print(after(), after(nil), after(1), after(nil, 1), after(1, nil), after(3.7, {}, nil, "hello"), after(nil, nil, 3), after(1, nil, nil, nil, 5))
local grown = {(packed)} grown[#grown + 1] = 2 grown[#grown + 1] = 3 print(#grown)
local function appended(...) local t = {...} t[#t + 1] = "a" t[#t + 1] = "b" return #t end
print(appended(), appended(1), appended(1, 2), appended(1, 2, 3), appended(1, 2, 3, 4, 5))
