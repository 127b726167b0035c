/** Search or scan anything: Ctrl K opens, arrows move, Enter opens, Escape closes. */

import { openDialog } from "../ui/dialogs.js";

const dialog = document.getElementById("palette");
const input = document.getElementById("palette-input");
const results = document.getElementById("palette-results");

const options = () => [...results.querySelectorAll('[role="option"]')];
const selected = () => results.querySelector('[aria-selected="true"]');

function show() {
  openDialog(dialog);
  input.focus();
  input.select();
}

function showAll() {
  input.value = "";
  show();
  window.htmx?.trigger(input, "palette-search");
}

function select(option) {
  options().forEach((other, at) => {
    other.id ||= `palette-option-${at}`;
    other.setAttribute("aria-selected", String(other === option));
  });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = options();
  if (all.length) select(all[(all.indexOf(selected()) + step + all.length) % all.length]);
}

function onKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && selected()) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) window.open(selected().href, "_blank", "noopener");
    else selected().click();
  }
}

/** What no page took for itself is looked up; the server may redirect where only one thing fits. */
function onScan(event) {
  if (event.defaultPrevented) return;
  input.value = event.detail.code;
  show();
  const url = `${document.body.dataset.paletteUrl}?scanned=1&q=${encodeURIComponent(event.detail.code)}`;
  window.htmx?.ajax("GET", url, "#palette-results");
}

export function start() {
  if (!dialog) return;
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      showAll();
    }
  });
  document.addEventListener("click", (event) => event.target.closest('[data-dialog-open="palette"]') && showAll());
  input.addEventListener("keydown", onKey);
  results.addEventListener("htmx:afterSwap", () => select(options()[0]));
  // Listeners of the page itself were added before this one's turn and may have taken the scan.
  document.addEventListener("scan", (event) => queueMicrotask(() => onScan(event)));
}
