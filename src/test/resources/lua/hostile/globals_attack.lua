string.format = nil table = nil pcall = nil _G.tostring = nil
print(("x"):upper())
