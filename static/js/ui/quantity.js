/** Quantity steppers: <button data-step="-1"> and <button data-step="1"> around an input in .qty. Quick presses are
 *  one change: it is told when they pause, or when one goes elsewhere. */

const PAUSE = 250;
const untold = new Map();

export function stepped(value, step, { min = 0, max = Infinity } = {}) {
  const number = Number.parseFloat(value);
  return Math.min(Math.max((Number.isFinite(number) ? number : min) + step, min), max);
}

function bound(text, otherwise) {
  return text === "" ? otherwise : Number(text);
}

function tell(input) {
  clearTimeout(untold.get(input));
  untold.delete(input);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function step(button) {
  const input = button.closest(".qty").querySelector("input");
  if (!input || input.disabled) return;
  const limits = { min: bound(input.min, 0), max: bound(input.max, Infinity) };
  const value = String(stepped(input.value, Number(button.dataset.step), limits));
  if (value === input.value) return;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  clearTimeout(untold.get(input));
  untold.set(input, setTimeout(tell, PAUSE, input));
}

export function start() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".qty [data-step]");
    if (button) step(button);
  });
  document.addEventListener("focusout", ({ target }) => {
    const input = target.closest?.(".qty")?.querySelector("input");
    if (untold.has(input)) tell(input);
  });
}
