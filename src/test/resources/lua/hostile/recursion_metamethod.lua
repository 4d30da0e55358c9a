local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k .. "x"] end
print(pcall(function() return t.a end))
