local t = setmetatable({}, {__index = function() while true do end end, __lt = function() while true do end end})
local x = t.a
