print(pcall(string.find, ("a"):rep(1e5), ("a?"):rep(1e4)))
