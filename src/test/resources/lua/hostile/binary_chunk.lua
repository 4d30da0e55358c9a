print(loadstring("\27Lua\82\0\1\4\4\4\8\0")) print(pcall(string.dump, print))
print(load("\27LJ\2")) print(load(function() return nil end, "x", "b"))
