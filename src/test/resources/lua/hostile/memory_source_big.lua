while true do loadstring(("x=1 "):rep(1e5)) end
