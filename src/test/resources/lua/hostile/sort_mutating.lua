local t = {} for i = 1, 100 do t[i] = i end
pcall(table.sort, t, function(a, b) for i = 1, 100 do t[i] = nil end return a < b end) print("survived")
