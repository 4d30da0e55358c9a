local t = {} for i = 1, 1000 do t[i] = i % 7 end
print(pcall(table.sort, t, function() return true end))
print(#t)
