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

/** Requests under way by which people ask for parts themselves, searching or sorting, and the part of each. */
const asked = new Map();

/** Whoever asked: an event of htmx may come from the target, where what asked has been replaced meanwhile. */
function isFollowing({ requestConfig }) {
  return requestConfig.elt.matches("[data-follow]");
}

/** What people ask for comes first: reading again what was shown before ends, or waits for their answer. */
function onRequest(event) {
  const { target, xhr } = event.detail;
  if (isFollowing(event.detail)) {
    if ([...asked.values()].includes(target)) event.preventDefault();
    return;
  }
  const follower = target.querySelector("[data-follow]");
  if (!follower) return;
  asked.set(xhr, target);
  window.htmx.trigger(follower, "htmx:abort");
}

function onAnswer({ detail }) {
  asked.delete(detail.xhr);
}

function onShown({ detail }) {
  const { target } = detail;
  if (!detail.requestConfig || !reading.has(target)) return;
  const missed = reading.get(target) || !isFollowing(detail);
  reading.delete(target);
  const follower = target.querySelector("[data-follow]");
  if (missed && follower) window.htmx.trigger(follower, "again");
}

export function start() {
  document.addEventListener("htmx:trigger", onTrigger);
  document.addEventListener("htmx:beforeRequest", onRequest);
  document.addEventListener("htmx:afterRequest", onAnswer);
  document.addEventListener("htmx:afterSettle", onShown);
  document.addEventListener("htmx:sseOpen", pushed);
  document.addEventListener("htmx:sseError", notPushed);
}
