local mt = getmetatable("") if type(mt) == "table" then mt.__index = function() return "owned" end end
print(pcall(setmetatable, "", {}))
print(("x").upper == string.upper, ("x"):upper())
