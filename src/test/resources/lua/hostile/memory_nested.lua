local t = {} while true do t = {t, ("x"):rep(100)} end
