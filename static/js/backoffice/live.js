/** Live pages follow a stream of server-sent events; while there is none, "live" on the body comes now and then. */

const EVERY = 15_000;
let timer;

function say(on) {
  document.querySelectorAll("[data-live]").forEach((badge) => {
    badge.hidden = false;
    badge.classList.toggle("live--off", !on);
    badge.textContent = on ? badge.dataset.liveOn : badge.dataset.liveOff;
  });
}

/** Parts that are looked at are read again; a page in a hidden tab waits until it is seen. */
function ask() {
  if (document.visibilityState === "visible") document.body.dispatchEvent(new CustomEvent("live"));
}

function pushed() {
  say(true);
  if (timer) ask();
  clearInterval(timer);
  timer = undefined;
}

function notPushed() {
  say(false);
  timer ??= setInterval(ask, EVERY);
}

/** Parts that are being read, and whether something happened meanwhile, which that answer may not know of. */
const reading = new Map();

function onTrigger({ target }) {
  if (!target.matches?.("[data-follow]")) return;
  const part = document.querySelector(target.getAttribute("hx-target"));
  reading.set(part, reading.has(part));
}

function onShown({ detail }) {
  if (!detail.requestConfig?.elt.matches("[data-follow]")) return;
  const missed = reading.get(detail.target);
  reading.delete(detail.target);
  if (missed) window.htmx.trigger(detail.target.querySelector("[data-follow]"), "again");
}

export function start() {
  document.addEventListener("htmx:trigger", onTrigger);
  document.addEventListener("htmx:afterSettle", onShown);
  document.addEventListener("htmx:sseOpen", pushed);
  document.addEventListener("htmx:sseError", notPushed);
}
