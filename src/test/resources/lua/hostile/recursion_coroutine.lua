local function f() return coroutine.wrap(f)() end
print(pcall(f))
