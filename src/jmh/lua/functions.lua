-- What the benchmarks of the language run; src/jmh/lua/time.lua times it on the luajit program.
local names = {a = 1, b = 2}
function call(object, key) return object:increase(names[key]) end
function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
function loop(n) local x = 0 for i = 1, n do x = x + i % 7 end return x end
function tables()
  local t, s = {}, 0
  for i = 1, 1000 do t[i] = i end
  for i = 1, #t do s = s + t[i] end
end
function strings()
  local t = {}
  for i = 1, 100 do t[i] = i .. 'x' end
  return #table.concat(t):gsub('%d', '')
end
