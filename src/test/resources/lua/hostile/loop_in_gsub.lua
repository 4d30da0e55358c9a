("x"):rep(10):gsub(".", function() while true do end end)
