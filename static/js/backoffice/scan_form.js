/** A scan goes where the page wants it: into the open dialog's data-scan-into field, else the data-scan-form. */

function takeIntoDialog(code) {
  const field = document.querySelector("dialog[open] [data-scan-into]");
  if (!field) return false;
  field.value = code;
  field.focus();
  return true;
}

function takeIntoForm(code) {
  const form = document.querySelector("form[data-scan-form]");
  const field = form?.querySelector("input[name=code]");
  if (!field || document.querySelector("dialog[open]")) return false;
  field.value = code;
  form.requestSubmit();
  return true;
}

export function start() {
  document.addEventListener("scan", (event) => {
    const { code } = event.detail;
    if (takeIntoDialog(code) || takeIntoForm(code)) event.preventDefault();
  });
}
