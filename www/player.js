// Plays a live stream in a video element: fragmented MP4 from a WebSocket into the browser's Media Source Extensions.
//
// The server sends text messages that are JSON arrays, and media in binary ones:
//   ["__media", type]        the MIME type of the fragments that follow; a new one may come at any time
//   ["__publishing", name]   the publisher is there
//   ["__unpublishing", name] the publisher has gone; the connection waits for the next one

const BEHIND_LIMIT = 3;    // seconds behind the newest picture before the player jumps
const BEHIND_TARGET = 0.5; // seconds behind it after a jump
const KEPT = 20;           // seconds of played media kept in memory
const RETRY_MS = [500, 1000, 2000, 4000];

export class Player extends EventTarget {
  #video;
  #socket = null;
  #media = null;
  #url = null;
  #buffer = null;
  #queue = [];
  #type = null;
  #name = null;
  #tries = 0;
  #timer = 0;

  constructor(video) {
    super();
    this.#video = video;
    video.addEventListener("playing", () => this.#tell("playing"));
  }

  get name() {
    return this.#name;
  }

  play(name) {
    this.stop();
    this.#name = name;
    this.#tries = 0;
    this.#connect();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#name = null;
    if (this.#socket) {
      this.#socket.onclose = this.#socket.onmessage = null;
      this.#socket.close();
      this.#socket = null;
    }
    this.#closeMedia();
  }

  #tell(state, detail = "") {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, detail } }));
  }

  #connect() {
    this.#tell("waiting");
    const address = new URL(encodeURIComponent(this.#name) + ".mp4", document.baseURI);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => typeof data === "string" ? this.#onMessage(data) : this.#onMedia(data);
    socket.onclose = ({ code, reason }) => this.#onClose(code, reason);
    this.#socket = socket;
  }

  #onClose(code, reason) {
    this.#socket = null;
    if (code === 4403 || code === 1008) {
      this.#tell("refused", reason);
      return;
    }
    this.#tell("offline", reason);
    const delay = RETRY_MS[Math.min(this.#tries++, RETRY_MS.length - 1)];
    this.#timer = setTimeout(() => this.#connect(), delay);
  }

  #onMessage(text) {
    const [kind, value] = JSON.parse(text);
    if (kind === "__media") {
      this.#openMedia(value);
    } else if (kind === "__unpublishing") {
      this.#type = null;
      this.#tell("offline");
    }
  }

  // The same type again is the same stream going on, unless its publisher has changed and with it the timeline.
  #openMedia(type) {
    this.#tries = 0;
    if (this.#media && type === this.#type) {
      return;
    }
    this.#closeMedia();
    this.#type = type;
    if (!window.MediaSource || !MediaSource.isTypeSupported(type)) {
      this.#tell("unsupported", type);
      return;
    }
    const media = new MediaSource();
    media.addEventListener("sourceopen", () => {
      if (media === this.#media) {
        this.#buffer = media.addSourceBuffer(type);
        this.#buffer.addEventListener("updateend", () => this.#onAppended());
        this.#append();
      }
    }, { once: true });
    this.#media = media;
    this.#url = URL.createObjectURL(media);
    this.#video.src = this.#url;
    this.#video.play().catch(() => {});
  }

  #closeMedia() {
    this.#media = null;
    this.#buffer = null;
    this.#queue = [];
    if (this.#url) {
      URL.revokeObjectURL(this.#url);
      this.#url = null;
      this.#video.removeAttribute("src");
      this.#video.load();
    }
  }

  #onMedia(data) {
    if (this.#media) {
      this.#queue.push(data);
      this.#append();
    }
  }

  // Everything that has come meanwhile goes in at once: appending is what costs.
  #append() {
    const buffer = this.#buffer;
    if (!buffer || buffer.updating || this.#queue.length === 0 || this.#video.error) {
      return;
    }
    const pieces = this.#queue;
    this.#queue = [];
    try {
      buffer.appendBuffer(join(pieces));
    } catch (error) {
      if (error.name === "QuotaExceededError") {
        this.#trim(5);
      } else {
        this.#tell("failed", error.message);
      }
    }
  }

  #onAppended() {
    this.#followLive();
    if (!this.#trim(KEPT)) {
      this.#append();
    }
  }

  // A stream joined late begins anywhere on its timeline, and a page in the background falls behind.
  #followLive() {
    const video = this.#video;
    const ranges = video.buffered;
    if (ranges.length === 0) {
      return;
    }
    const start = ranges.start(ranges.length - 1);
    const end = ranges.end(ranges.length - 1);
    if (video.currentTime < start || end - video.currentTime > BEHIND_LIMIT) {
      video.currentTime = Math.max(start, end - BEHIND_TARGET);
    }
    if (video.paused) {
      video.play().catch(() => {});
    }
  }

  // Returns whether the buffer is busy with it.
  #trim(kept) {
    const buffer = this.#buffer;
    if (!buffer || buffer.updating || buffer.buffered.length === 0) {
      return false;
    }
    const limit = this.#video.currentTime - kept;
    if (buffer.buffered.start(0) > limit - kept) {
      return false;
    }
    buffer.remove(0, limit);
    return true;
  }
}

function join(pieces) {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(new Uint8Array(piece), offset);
    offset += piece.byteLength;
  }
  return whole;
}
