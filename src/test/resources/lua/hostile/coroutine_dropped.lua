for i = 1, 3000 do local co = coroutine.wrap(function() coroutine.yield() end) local ok = pcall(co) end print("done")
