/** Quantity steppers: <button data-step="-1"> and <button data-step="1"> around an input in .qty. */

export function stepped(value, step, { min = 0, max = Infinity } = {}) {
  const number = Number.parseFloat(value);
  return Math.min(Math.max((Number.isFinite(number) ? number : min) + step, min), max);
}

function bound(text, otherwise) {
  return text === "" ? otherwise : Number(text);
}

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".qty [data-step]");
    const input = button?.closest(".qty").querySelector("input");
    if (!input || input.disabled) return;
    const limits = { min: bound(input.min, 0), max: bound(input.max, Infinity) };
    const value = String(stepped(input.value, Number(button.dataset.step), limits));
    if (value === input.value) return;
    input.value = value;
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
  });
}
