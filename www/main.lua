-- The front page's application: what is live, and a chat. Change this file while the server runs: the next
-- message of a page already finds the new functions.
--
-- The page (page.js) calls the functions put on its client, and is called with writeInvocation.

local MOST_MESSAGES = 50
local MOST_NAME, MOST_TEXT = 24, 500
local LEAST_MS_BETWEEN = 300

history = history or {}

local function clean(text, most)
  text = tostring(text or ""):gsub("%c", " "):match("^%s*(.-)%s*$")
  return text:sub(1, most)
end

local function byName(a, b)
  return a.name < b.name
end

-- Bits per second of sound and pictures together.
local function rate(publication)
  return math.floor(8 * (publication.audioQOS.byteRate + publication.videoQOS.byteRate))
end

local function liveStreams()
  local list = {}
  for name, publication in pairs(mona.publications) do
    if publication.running then
      list[#list + 1] = { name = name, listeners = #publication.listeners, rate = rate(publication) }
    end
  end
  table.sort(list, byName)
  return list
end

function onConnection(client, ...)

  -- The page asks what is live.
  function client:streams()
    self.writer:writeInvocation("onStreams", liveStreams())
  end

  -- The page wants to hear the chat, from its last messages on.
  function client:join()
    self.chats = true
    for _, message in ipairs(history) do
      self.writer:writeInvocation("onSay", message)
    end
  end

  -- Somebody says something.
  function client:say(name, text)
    local now = mona:time()
    if self.lastSaid and now - self.lastSaid < LEAST_MS_BETWEEN then return end
    self.lastSaid = now
    local message = { name = clean(name, MOST_NAME), text = clean(text, MOST_TEXT), time = now }
    if message.text == "" then return end
    if message.name == "" then message.name = "Guest" end
    history[#history + 1] = message
    if #history > MOST_MESSAGES then table.remove(history, 1) end
    for _, other in pairs(mona.clients) do
      if other.chats then
        other.writer:writeInvocation("onSay", message)
      end
    end
  end

end
