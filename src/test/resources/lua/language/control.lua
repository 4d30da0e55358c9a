local function f(...) return select("#", ...), ... end
print(f(), f(nil), f(1, nil), (f(1, 2)))
local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end print(fact(20), fact(5))
local function sum(n, acc) if n == 0 then return acc end return sum(n - 1, acc + n) end print(sum(100000, 0))
for i = 10, 1, -3 do io = i print(i) end for i = 1, 0 do print("never") end for i = 0.1, 0.35, 0.1 do print(i) end
local fns = {} for i = 1, 3 do fns[i] = function() i = i + 1 return i end end print(fns[1](), fns[1](), fns[2](), fns[3]())
do local i = 1 while true do i = i * 2 if i > 100 then break end end print(i) end
do local i = 0 repeat local j = i i = i + 1 until j >= 3 print(i) end
for i = 1, 3 do for j = 1, 3 do if j == 2 then goto continue end print(i, j) ::continue:: end end
local function counter() local n = 0 return function() n = n + 1 return n end, function() return n end end
local inc, get = counter() inc() inc() print(get())
print(pcall(error, {code = 1}), pcall(error, "x", 0), pcall(error, "x"), pcall(error, nil), select("#", pcall(error)))
local function lvl1() error("one", 1) end local function lvl2() error("two", 2) end
print(pcall(lvl1)) print(pcall(function() lvl2() end)) print(select(2, pcall(error, "bare", 0)))
print(xpcall(function() error("E", 0) end, function(m) return m .. "!" end)) print(xpcall(function(...) return ... end, print, 1, 2))
print(pcall(function() local a = {} ; a.b.c = 1 end), pcall(function() undefinedfunction() end), pcall(function() local s = "x"; s:nomethod() end))
print(pcall(assert, false), pcall(assert, nil, "msg"), pcall(assert, false, {}), assert(1, 2, 3))
local co = coroutine.create(function(a, b) print("start", a, b) local c = coroutine.yield(a + b) print("got", c) local d, e = coroutine.yield(c * 2) return d + e end)
print(coroutine.resume(co, 1, 2)) print(coroutine.status(co)) print(coroutine.resume(co, 10)) print(coroutine.resume(co, 3, 4)) print(coroutine.status(co), coroutine.resume(co))
local gen = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) print(gen(), gen(), gen(), gen()) print(pcall(gen))
local e = coroutine.create(function() error("in co") end) print(coroutine.resume(e)) local e2 = coroutine.create(function() error({1}) end) print(select("#", coroutine.resume(e2)))
print(coroutine.resume(coroutine.create(function() return pcall(function() coroutine.yield(1) error("after") end) end)))
print(pcall(coroutine.resume, 1), pcall(coroutine.create, 1), coroutine.resume(coroutine.create(function() return coroutine.resume(coroutine.create(function() coroutine.yield("inner") end)) end)))
local env = {print = print} local g = setfenv(loadstring("x = 5 print(x) return x"), env) print(g(), env.x, x)
print(getfenv(1) == _G, getfenv(print) == _G, getfenv(g) == env) print(pcall(setfenv, print, {}))
print(loadstring("return 1 + 1")(), loadstring("x ="), load(function() return nil end) ~= nil)
local parts = {"return ", "4", "2"} local i = 0 print(load(function() i = i + 1 return parts[i] end)())
print(newproxy() ~= nil, type(newproxy(true)), getmetatable(newproxy(true)) ~= nil, pcall(function() return newproxy() < newproxy() end))
print(math.floor(3.7), math.ceil(-3.7), math.abs(-5), math.max(1, 5, 3), math.min(4, 2), math.sqrt(16), math.pi, math.huge, math.fmod(7, 3), math.fmod(-7, 3), math.modf(3.7), math.frexp(8), math.ldexp(0.5, 4), math.log10(1000), math.exp(0), math.pow(2, 10), math.rad(180), math.deg(math.pi), math.atan2(1, 1), math.cosh(0))
print(7 % 3, -7 % 3, 7 % -3, -7 % -3, 5.5 % 2, 2 ^ 10, 2 ^ -1, 7 / 2, -7 / 2, 1e308 * 10, 0 / 1, 3 - -3)
print(bit.band(5, 3), bit.bor(5, 3), bit.bxor(5, 3), bit.bnot(0), bit.lshift(1, 4), bit.rshift(-1, 28), bit.arshift(-16, 2), bit.rol(0x12345678, 8), bit.ror(0x12345678, 8), bit.bswap(0x12345678), bit.tohex(255), bit.tohex(255, 4), bit.tohex(-1, -4), bit.tobit(2^32 + 5))
print(os.time({year = 2020, month = 2, day = 29, hour = 12}), os.date("!%Y-%m-%d %H:%M:%S %j %a %A %b %B %p %y %w %%", 951827696), os.date("!*t", 0).year)
print(1 and 2, nil and 1, false or 3, nil or false, not nil, not 0, 1 == 1.0, "1" == 1, nil == false)

print("-- names of metamethods")
do
  local seen
  local function note() local info = debug.getinfo(1, "n") seen = info.namewhat .. " " .. info.name end
  local meta = {}
  for _, name in ipairs {"index", "newindex", "add", "sub", "mul", "div", "mod", "pow", "unm", "len", "concat", "eq", "lt", "le"} do
    meta["__" .. name] = note
  end
  local t, u = setmetatable({}, meta), setmetatable({}, meta)
  local x
  x = t.x; print(seen) t.x = 1 print(seen)
  x = t + 1; print(seen) x = 1 - t; print(seen) x = t * u; print(seen) x = t / u; print(seen) x = t % 2; print(seen)
  x = t ^ u; print(seen) x = -t; print(seen) x = #t; print(seen) x = t .. "a"; print(seen)
  x = t == u; print(seen) x = t ~= u; print(seen) x = t < u; print(seen) x = t >= u; print(seen)
end
