/** Forms: submit on change, one submit at a time, focus on the first mistake. */

function focusFirstMistake(root) {
  root.querySelector('[aria-invalid="true"]')?.focus({ preventScroll: false });
}

/** Whether the answer comes elsewhere, so that this page stays and goes on working. */
function opensAnotherTab(form, submitter) {
  return (submitter?.getAttribute("formtarget") ?? form.target) === "_blank";
}

function submitOnce(event) {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || opensAnotherTab(form, event.submitter)) return;
  if (form.dataset.sending !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "";
  event.submitter?.setAttribute("aria-busy", "true");
}

function readyAgain() {
  document.querySelectorAll("form[data-sending]").forEach((form) => {
    delete form.dataset.sending;
    form.querySelectorAll('[aria-busy="true"]').forEach((button) => button.removeAttribute("aria-busy"));
  });
}

export function start() {
  focusFirstMistake(document);
  document.addEventListener("htmx:afterSettle", (event) => focusFirstMistake(event.detail.elt));
  document.addEventListener("change", (event) => {
    if (event.target.form?.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });
  document.addEventListener("submit", submitOnce);
  window.addEventListener("pageshow", readyAgain);
}
