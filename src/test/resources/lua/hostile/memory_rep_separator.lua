return ("x"):rep(1e9, ("y"):rep(1e6))
