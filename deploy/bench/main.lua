-- What the load of deploy/bench calls: gives back what it is given.
function onConnection(client)
  function client:echo(text)
    return text
  end
end
