local t = {} for i = 1, 100 do t[i] = ("x"):rep(1e7) end table.concat(t, ("y"):rep(1e7))
