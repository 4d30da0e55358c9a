// The front page: what is live, what is playing, what people say. It talks to www/main.lua over a WebSocket: both sides
// send JSON arrays, the first entry names a function of the other side and the rest are its arguments.

import { Player } from "./player.js";

const POLL_MS = 2000;
const RETRY_MS = 1500;
const MOST_MESSAGES = 200;

const $ = (id) => document.getElementById(id);
const store = {
  get: (key) => { try { return localStorage.getItem(key) ?? ""; } catch { return ""; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private windows have no storage */ } },
};

// The server.

const handlers = { onStreams: showStreams, onSay: showMessage };
let socket;

function connect() {
  const address = new URL("./", document.baseURI);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(address);
  socket.onopen = () => {
    showLink("up", "connected");
    $("log").replaceChildren();
    call("join");
    call("streams");
  };
  socket.onmessage = ({ data }) => {
    if (typeof data !== "string") {
      return;
    }
    const [name, ...args] = JSON.parse(data);
    handlers[name]?.(...args);
  };
  socket.onclose = () => {
    showLink("down", "reconnecting");
    setTimeout(connect, RETRY_MS);
  };
}

function call(...message) {
  if (socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(message));
  }
}

function showLink(state, text) {
  $("link").dataset.state = state;
  $("link-text").textContent = text;
}

// The player.

const player = new Player($("video"));
let streams = [];

player.addEventListener("state", ({ detail: { state, detail } }) => {
  const name = player.name;
  $("screen").dataset.state = state;
  $("sound").hidden = state !== "playing" || !$("video").muted;
  const veils = {
    waiting: ["Joining " + name, "The first picture is on its way."],
    offline: [name + " is not live", "It comes back by itself when its publisher does."],
    refused: ["Not allowed", detail],
    unsupported: ["This browser cannot play it", detail],
    failed: ["Playback failed", detail],
  };
  if (veils[state]) {
    [$("veil-title").textContent, $("veil-text").textContent] = veils[state];
  }
});

$("sound").addEventListener("click", () => {
  $("video").muted = false;
  $("video").controls = true;
  $("sound").hidden = true;
});

function play(name) {
  $("title").textContent = name;
  history.replaceState(null, "", "#" + encodeURIComponent(name));
  player.play(name);
  showStreams(streams);
}

// What is live.

function showStreams(list) {
  streams = Array.isArray(list) ? list : [];
  $("count").textContent = streams.length;
  $("streams-empty").hidden = streams.length > 0;
  const rows = streams.map(row);
  const focused = document.activeElement?.dataset?.stream;
  $("streams").replaceChildren(...rows);
  if (focused !== undefined) {
    $("streams").querySelector(`[data-stream="${CSS.escape(focused)}"]`)?.focus();
  }
  const current = streams.find(({ name }) => name === player.name);
  $("facts").textContent = current ? facts(current) : "";
}

function row(stream) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.stream = stream.name;
  button.setAttribute("aria-current", String(stream.name === player.name));
  button.append(span("badge", ""), span("label", stream.name), span("more", facts(stream)));
  button.addEventListener("click", () => play(stream.name));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function facts({ listeners, rate }) {
  const parts = [`${listeners} watching`];
  if (rate > 0) {
    parts.push(rate >= 1e6 ? (rate / 1e6).toFixed(1) + " Mbit/s" : Math.round(rate / 1e3) + " kbit/s");
  }
  return parts.join(" · ");
}

function span(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

// The chat.

function showMessage({ name, text, time }) {
  const log = $("log");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const when = document.createElement("time");
  const date = new Date(time);
  when.dateTime = date.toISOString();
  when.textContent = date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const who = document.createElement("b");
  who.textContent = name;
  const item = document.createElement("li");
  item.append(when, who, text);
  log.append(item);
  while (log.children.length > MOST_MESSAGES) {
    log.firstChild.remove();
  }
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

$("name").value = store.get("name");
$("name").addEventListener("change", () => store.set("name", $("name").value.trim()));
$("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (text) {
    call("say", $("name").value.trim() || "Guest", text);
    $("text").value = "";
  }
});

// How to publish.

function showCommands() {
  const host = location.hostname.includes(":") ? `[${location.hostname}]` : location.hostname || "localhost";
  const name = $("stream-name").value.trim() || "test";
  $("obs-server").textContent = `rtmp://${host}/`;
  $("obs-key").textContent = name;
  $("ffmpeg").textContent = "ffmpeg -re -f lavfi -i testsrc2=size=1280x720:rate=30 -f lavfi -i sine=frequency=440 "
    + "-c:v libx264 -preset veryfast -tune zerolatency -g 60 -pix_fmt yuv420p -c:a aac "
    + `-f flv rtmp://${host}//${name}`;
  $("ffplay").textContent = `ffplay -fflags nobuffer rtmp://${host}//${name}`;
  $("flv").textContent = new URL(encodeURIComponent(name) + ".flv", document.baseURI).href;
}

$("stream-name").addEventListener("input", showCommands);
document.addEventListener("click", async ({ target }) => {
  const source = target.dataset?.copy;
  if (source) {
    await navigator.clipboard?.writeText($(source).textContent);
    target.textContent = "Copied";
    setTimeout(() => { target.textContent = "Copy"; }, 1500);
  }
});

// Begin.

showCommands();
connect();
setInterval(() => call("streams"), POLL_MS);
if (location.hash.length > 1) {
  play(decodeURIComponent(location.hash.slice(1)));
}
