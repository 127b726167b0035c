/** Dialogs: opened by data attributes, by a button's `command`, or by htmx filling them. */

const FILLED = "dialog[data-opens-when-filled]";

export function openDialog(dialog) {
  if (dialog && !dialog.open) dialog.showModal();
}

function onClick(event) {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    event.preventDefault();
    openDialog(document.getElementById(opener.dataset.dialogOpen));
    return;
  }
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog")?.close();
  else if (event.target instanceof HTMLDialogElement && isOutside(event, event.target)) event.target.close();
}

function isOutside(event, dialog) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/** Browsers before `command`: the two commands the product uses. */
function onCommand(event) {
  const button = event.target.closest("button[commandfor]");
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (button.getAttribute("command") === "show-modal") openDialog(dialog);
  if (button.getAttribute("command") === "close") dialog.close();
}

function onSwap(event) {
  const dialog = event.detail.target;
  if (!dialog?.matches?.(FILLED)) return;
  if (dialog.innerHTML.trim()) openDialog(dialog);
  else dialog.close();
}

export function start() {
  document.addEventListener("click", onClick);
  if (!("commandForElement" in HTMLButtonElement.prototype)) document.addEventListener("click", onCommand);
  document.addEventListener("htmx:afterSwap", onSwap);
  document.addEventListener("close-dialog", () => document.querySelectorAll("dialog[open]").forEach((open) => open.close()));
  document.addEventListener("close", ({ target }) => target.matches?.(FILLED) && target.replaceChildren(), true);
}
