local t = {} for i = 1, 62 do t[2 ^ i] = i end t[2 ^ 30] = 1 print(#t >= 0)
