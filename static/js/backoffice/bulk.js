/** Rows chosen in a table: data-select-all in its head, name="chosen" in its rows, a data-bulk bar that rises. */

function refresh(form) {
  const boxes = [...form.querySelectorAll('input[type="checkbox"][data-row]')];
  const chosen = boxes.filter((box) => box.checked);
  boxes.forEach((box) => box.closest("tr")?.setAttribute("aria-selected", String(box.checked)));
  const all = form.querySelector("[data-select-all]");
  if (all) {
    all.checked = boxes.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }
  const bar = form.querySelector("[data-bulk]");
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  bar.querySelectorAll("[data-bulk-count]").forEach((count) => { count.textContent = String(chosen.length); });
}

function setAll(form, checked) {
  form.querySelectorAll('input[type="checkbox"][data-row]').forEach((box) => { box.checked = checked; });
  refresh(form);
}

export function start() {
  const formOf = (element) => element.closest("[data-bulk-form]");
  document.addEventListener("change", ({ target }) => {
    const form = formOf(target);
    if (!form) return;
    if (target.matches("[data-select-all]")) setAll(form, target.checked);
    else if (target.matches("[data-row]")) refresh(form);
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-bulk-clear]")) setAll(formOf(target), false);
  });
  document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("[data-bulk-form]").forEach(refresh));
  document.querySelectorAll("[data-bulk-form]").forEach(refresh);
}
