print(pcall(error)) print(pcall(error, nil)) print(pcall(error, {})) print(pcall(error, error)) print(pcall(error, "x", 1e9))
print(pcall(error, setmetatable({}, {__tostring = function() error("again") end})))
print(xpcall(error, error)) print(pcall(xpcall)) print(pcall(pcall)) print(select("#", pcall(pcall, pcall)))
