-- Groups shared by a script, of the kind that was needed before servers shared them by themselves. It has the faults that
-- such scripts are known for: a new server is not told of those who are members already, and nobody is ever released.

function onRendezVousUnknown(protocol, peer)
  return mona.servers
end

function onConnection(client)
  function client:onJoinGroup(joined)
    mona.servers:broadcast("join", joined.rawId, client.rawId)
  end
  function client:onUnjoinGroup(left)
    mona.servers:broadcast("unjoin", left.rawId, client.rawId)
  end
end

function onServerConnection(server)
  for _, joined in pairs(mona.groups) do
    for _, client in ipairs(mona.groups) do
      server:send("join", joined.rawId, client.rawId)
    end
  end
  server.groups = {}
  function server:join(groupId, peerId)
    local virtual = mona:joinGroup(peerId, groupId)
    if not virtual then return end
    local mine = self.groups[groupId] or {size = 0}
    self.groups[groupId] = mine
    mine.size = mine.size + 1
    -- A member leaves when no script refers to it.
    mine[peerId] = virtual
  end
  function server:unjoin(groupId, peerId)
    if not mine then return end
    mine[peerId]:release()
  end
end

function onServerDisconnection(server)
  for _, mine in pairs(server.groups) do
    for key, virtual in pairs(mine) do
      if key ~= "size" then virtual:release() end
    end
  end
end
