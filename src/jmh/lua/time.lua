-- Times functions.lua in the interpreter of the luajit program: luajit -joff src/jmh/lua/time.lua
dofile("src/jmh/lua/functions.lua")

local function time(name, times, f, ...)
  f(...)
  local from = os.clock()
  for _ = 1, times do
    f(...)
  end
  print(("%-8s %12.1f ns"):format(name, (os.clock() - from) / times * 1e9))
end

local object = {sum = 0, increase = function(self, amount) self.sum = self.sum + amount return self.sum end}
time("hostCall", 3e6, call, object, "b")
time("fib30", 5, fib, 30)
time("loop", 3, loop, 2e7)
time("tables", 5000, tables)
time("strings", 5000, strings)
