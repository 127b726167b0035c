/** The counting page: scans without a focused field, what was scanned large, everything kept until it is sent. */

import { CountQueue, readCode, Times } from "./backoffice/count_queue.js";
import { onSingleKey } from "./ui/scanner.js";

const EVERY = 5_000;
const REFUSED_STATUS = new Set([400, 404, 409, 413]);

const page = document.querySelector("[data-count]");
const part = (name) => page.querySelector(`[data-count-${name}]`);
const words = (name) => page.dataset[`words${name}`];

class Refused extends Error {}
class SignedOut extends Error {}

async function send(document_) {
  const headers = { "Content-Type": "application/json", ...JSON.parse(document.body.getAttribute("hx-headers")) };
  const options = { method: "POST", headers, body: JSON.stringify(document_), redirect: "manual" };
  const answer = await fetch(page.dataset.countEntries, options);
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new SignedOut();
  if (REFUSED_STATUS.has(answer.status)) throw new Refused((await answer.json().catch(() => ({}))).message);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Codes of what was sent and isn't answered yet, by key. */
const codes = new Map();
const queue = new CountQueue({ storage: window.localStorage, name: `count:${page.dataset.count}`, send });
const times = new Times();
let goods = {};

function sayState(error) {
  const state = part("state");
  const waiting = queue.waiting;
  state.classList.toggle("badge--warn", waiting > 0);
  state.classList.toggle("badge--ok", waiting === 0);
  if (error instanceof Refused) state.textContent = error.message;
  else if (error instanceof SignedOut) state.textContent = words("SignIn");
  else if (error) state.textContent = `${words("Offline")} (${waiting})`;
  else state.textContent = waiting ? `${waiting} ${words("Waiting")}` : words("Online");
  part("undo").disabled = !queue.canUndo;
}

function sayTimes() {
  const shown = part("times");
  shown.hidden = !times.words;
  shown.textContent = times.words;
}

/** Shows large what was just scanned: its name as far as it is known here, until the server says more. */
function sayEntry(entry) {
  part("where").textContent = [words("Just"), entry.shelf].filter(Boolean).join(" · ");
  part("name").classList.remove("bad");
  part("number").classList.remove("bad");
  part("name").textContent = goods[entry.code] ?? entry.code;
  part("code").textContent = entry.code;
  part("said").textContent = words("Sent");
  part("number").textContent = entry.source === "typed" ? entry.quantity : `+${entry.quantity}`;
}

/** Shows large what the server says of the last scan: what it came to, or why it doesn't count. */
function sayAnswer(answer) {
  const isRefused = answer.status === "refused";
  part("name").classList.toggle("bad", isRefused);
  part("number").classList.toggle("bad", isRefused);
  if (isRefused) {
    part("name").textContent = codes.get(answer.key) ?? "";
    part("code").textContent = "";
    part("said").textContent = answer.message;
    part("number").textContent = "0";
    return;
  }
  part("name").textContent = answer.name;
  part("code").textContent = answer.sku;
  part("number").textContent = answer.counted ?? "";
  part("said").textContent = answer.in_scope ? "" : words("Extra");
}

function sayRefused(code, message) {
  const item = document.createElement("li");
  item.textContent = `${code}: ${message}`;
  part("refused-list").prepend(item);
  part("refused").hidden = false;
}

function beep(pitch) {
  if (!part("sound").checked) return;
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  tone.frequency.value = pitch;
  tone.connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.08);
  tone.onended = () => sound.close();
}

async function flush() {
  let failed;
  try {
    const documents = await queue.flush();
    documents.forEach(take);
    if (documents.length) document.body.dispatchEvent(new CustomEvent("counted"));
  } catch (error) {
    failed = error;
  }
  sayState(failed);
}

function take({ answers, progress }) {
  if (answers.length) sayAnswer(answers.at(-1));
  for (const answer of answers.filter((each) => each.status === "refused")) {
    sayRefused(codes.get(answer.key) ?? "", answer.message);
    queue.drop(answer.key);
    beep(220);
  }
  answers.forEach((answer) => codes.delete(answer.key));
  part("done").textContent = progress.counted;
  part("total").textContent = progress.total;
  part("progress").max = Math.max(1, progress.total);
  part("progress").value = progress.counted;
}

function count(entry) {
  const kept = queue.add({ shelf: part("form").elements.shelf.value.trim(), ...entry });
  codes.set(kept.key, kept.code);
  sayEntry(kept);
  beep(880);
  times.clear();
  sayTimes();
  sayState();
  flush();
}

function undo() {
  const last = queue.undo();
  if (!last) return;
  part("name").textContent = goods[last.code] ?? last.code;
  part("code").textContent = last.code;
  part("said").textContent = words("Undone");
  part("number").textContent = "";
  sayState();
  flush();
}

function remember(name, field, key) {
  const stored = `count:${page.dataset.count}:${name}`;
  try { field[key] = JSON.parse(localStorage.getItem(stored)) ?? field[key]; } catch { /* nothing kept */ }
  field.addEventListener("change", () => {
    try { localStorage.setItem(stored, JSON.stringify(field[key])); } catch { /* nowhere to keep it */ }
  });
}

function start() {
  document.addEventListener("scan", (event) => {
    event.preventDefault();
    count({ source: "scan", ...readCode(event.detail.code, times.value) });
  });
  onSingleKey((key) => { if (!document.querySelector("dialog[open]")) { times.press(key); sayTimes(); } });
  part("undo").addEventListener("click", undo);
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const { code, quantity } = part("form").elements;
    count({ source: "typed", code: code.value.trim(), quantity: Number(quantity.value) });
    code.value = "";
    quantity.value = "";
    code.focus();
  });
  part("refused-clear").addEventListener("click", () => {
    part("refused-list").replaceChildren();
    part("refused").hidden = true;
  });
  remember("shelf", part("form").elements.shelf, "value");
  remember("sound", part("sound"), "checked");
  window.addEventListener("online", flush);
  setInterval(() => queue.waiting && flush(), EVERY);
  window.addEventListener("beforeunload", (event) => queue.waiting && event.preventDefault());
  fetch(page.dataset.countGoods).then((answer) => answer.json()).then((found) => { goods = found.goods; }, () => {});
  flush();
}

start();
