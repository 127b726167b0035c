/** Toasts: said once, leave by themselves, wait while pointed at. A response's HX-Trigger may send one:
 *  {"toast": {"text": "Line taken out", "undo": "/orders/7/lines/3/restore/"}} */

const STAY = 8000;
const STAY_WITH_UNDO = 15000;

export function showToast({ text, undo, bad }) {
  const template = document.getElementById(bad ? "toast-bad" : "toast-ok");
  const list = document.getElementById("toasts");
  if (!template || !list) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-toast-text]").textContent = text;
  const button = toast.querySelector("[data-toast-undo]");
  if (undo) button?.setAttribute("hx-post", undo);
  else button?.remove();
  list.append(toast);
  window.htmx?.process(toast);
  leaveInTime(toast, undo ? STAY_WITH_UNDO : STAY);
}

function leaveInTime(toast, stay) {
  let timer = setTimeout(() => leave(toast), stay);
  const wait = () => clearTimeout(timer);
  const goOn = () => { wait(); timer = setTimeout(() => leave(toast), stay / 2); };
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, wait);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, goOn);
}

function leave(toast) {
  toast.dataset.leaving = "";
  setTimeout(() => toast.remove(), 300);
}

function onRequestFailed(event) {
  const words = document.getElementById("toasts")?.dataset;
  if (!words) return;
  const status = event.detail.xhr?.status ?? 0;
  showToast({ bad: true, text: status === 0 ? words.noAnswer : status === 403 ? words.forbidden : words.failed });
}

export function start() {
  document.querySelectorAll("[data-toast]").forEach((toast) => leaveInTime(toast, STAY));
  document.addEventListener("click", (event) => {
    const closer = event.target.closest("[data-toast-close], [data-toast-undo]");
    if (closer) leave(closer.closest(".toast"));
  });
  document.addEventListener("toast", (event) => showToast(event.detail));
  document.addEventListener("htmx:responseError", onRequestFailed);
  document.addEventListener("htmx:sendError", onRequestFailed);
}
