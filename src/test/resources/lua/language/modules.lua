-- require, package.loaders, module, and load with functions that give text piece by piece.
local function try(f, ...) return select(2, pcall(f, ...)) end

print("-- loaders")
print(#package.loaders > 1, type(package.loaders[1]), type(package.path))
package.preload["a.b"] = function(...) print("loading", ...) return nil end
print(require("a.b"), package.loaded["a.b"], require("a.b"))
package.preload.value = function(name) return {name = name} end
print(require("value").name, require("value") == package.loaded.value)
package.preload.sets = function(name) package.loaded[name] = "set" end
print(require("sets"))
package.preload.no = function() return false end
print(require("no"), package.loaded.no)

print("-- own loaders")
local loaders = package.loaders
package.loaders = {
  function(name) return "\n\tfirst has no " .. name end,
  function(name) return nil end,
  function(name) if name == "made" then return function(n) return "made " .. n end end return 7 end,
}
print(require("made"))
print(try(require, "missing"))
package.loaders = {}
print(try(require, "missing"))
package.loaders = nil
print(try(require, "missing"))
package.loaders = loaders
package.path = "./?.none;lib/?/init.none"
print((try(require, "x.y"):match("^(.-no field.-)\n")))
print((try(require, "x.y"):match("\n\tno file './x/y.none'\n\tno file 'lib/x/y/init.none'")))

print("-- loops")
package.preload.one = function() return require("two") end
package.preload.two = function() return require("one") end
print((try(require, "one"):gsub("^.-: ", "")))
print((try(require, "one"):gsub("^.-: ", "")))
package.preload.broken = function() error("broken", 0) end
print(try(require, "broken"))
print((try(require, "broken"):gsub("^.-: ", "")))
print(try(require))

print("-- pieces")
local function pieces(...)
  local list, i = {...}, 0
  return function() i = i + 1 print("piece", i) return list[i] end
end
print(load(pieces("return ", "1 +", " 2"))())
print(load(pieces("return 1", "", "+ 2"))())
print(load(pieces("x = = 1", "\nnever", " asked", " for")))
print(load(pieces("return ", 4, 2))())
print((select(2, load(pieces("re", {}, "n"))):match("^[^\n]*")))
print((select(2, load(function() error("own", 0) end)):match("^[^\n]*")))
print(type(select(2, load(function() error({}) end))))
print(type(load(pieces())))
print(load(pieces("# a line for the shell\nreturn 'after'"))())
print(try(load(pieces("#", " a line in pieces\n", "error('here')"), "=pieces")))
print(load(pieces("return ..."), "n", "t", {})(5))
