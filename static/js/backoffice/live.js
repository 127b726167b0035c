/** The live badge follows the page's stream of server-sent events. */

function say(on) {
  document.querySelectorAll("[data-live]").forEach((badge) => {
    badge.hidden = false;
    badge.classList.toggle("live--off", !on);
    badge.textContent = on ? badge.dataset.liveOn : badge.dataset.liveOff;
  });
}

export function start() {
  document.addEventListener("htmx:sseOpen", () => say(true));
  document.addEventListener("htmx:sseError", () => say(false));
}
