-- What the load of deploy/bench calls: gives back what it is given.
function onConnection(client)
  function client:echo(text)
    return text
  end
end

-- How long calls to another server and back take, for deploy/bench/relay: every two seconds 25, one after the other.
local left = 0

function onServerConnection(server)
  function server:ping(time)
    self:send("pong", time)
  end

  function server:pong(time)
    NOTE("round trip ", mona:time() - time, " ms")
    left = left - 1
    if left > 0 then self:send("ping", mona:time()) end
  end
end

function onManage()
  if left <= 0 and mona.servers.count > 0 then
    left = 25
    mona.servers[1]:send("ping", mona:time())
  end
end
