print(luajava, java, package.loadlib, package.cpath == "", os.execute, os.exit, io.popen, os.remove, debug.setmetatable)
print(pcall(require, "luajava")) print(pcall(require, "org.luaj.vm2.lib.jse.LuajavaLib"))
print(debug.getupvalue, debug.setupvalue, debug.getregistry, debug.sethook, debug.setlocal, debug.getmetatable)
