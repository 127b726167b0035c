/** A scan goes where the page wants it: into the open dialog's data-scan-into field or its data-scan-quantities, else
 *  the data-scan-lines list or the data-scan-form. */

import { takeScan } from "./scan_quantities.js";

function takeIntoDialog(code) {
  const field = document.querySelector("dialog[open] [data-scan-into]");
  if (!field) return false;
  field.value = code;
  field.focus();
  return true;
}

/** A list of codes grows by a line; the same code again is written again and added up by the server. */
function takeIntoLines(code) {
  const list = document.querySelector("textarea[data-scan-lines]");
  if (!list || document.querySelector("dialog[open]")) return false;
  list.value = `${list.value.trimEnd()}\n${code} 1\n`.trimStart();
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
    if (takeIntoDialog(code) || takeScan(code) || takeIntoLines(code) || takeIntoForm(code)) event.preventDefault();
  });
}
