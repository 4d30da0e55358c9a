print(pcall(function() ("x").y = 1 end))
