/** Type-ahead: arrows move through what is offered, Escape puts it away. What is offered comes by htmx. */

const FIELD = 'input[aria-controls="suggestions"]';

function offered() {
  return [...document.querySelectorAll("#suggestions .suggestion")];
}

function move(step, event) {
  const links = offered();
  if (!links.length) return;
  event.preventDefault();
  const next = links.indexOf(document.activeElement) + step;
  if (next < 0) document.querySelector(FIELD)?.focus();
  else links[Math.min(next, links.length - 1)].focus();
}

function onKey(event) {
  if (!event.target.closest?.(`${FIELD}, #suggestions`)) return;
  if (event.key === "ArrowDown") move(1, event);
  if (event.key === "ArrowUp") move(-1, event);
  if (event.key === "Escape" && offered().length) {
    document.getElementById("suggestions").replaceChildren();
    document.querySelector(FIELD)?.focus();
  }
}

export function start() {
  document.addEventListener("keydown", onKey);
}
