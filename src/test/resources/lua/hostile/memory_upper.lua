local s = ("x"):rep(5e7) while true do s:upper() end
