return ("x"):rep(2 ^ 31 - 100)
