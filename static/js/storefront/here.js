/** Forms (input[data-here]) and links (a[data-here]) that lead back here name the address as it is when they are
 *  used: filters and variants change it without a new page. */

function here() {
  return location.pathname + location.search;
}

function nameInForm({ target }) {
  const input = target.querySelector("input[data-here]");
  if (input) input.value = here();
}

function nameInLink({ target }) {
  const link = target.closest?.("a[data-here]");
  if (link && link.pathname !== location.pathname) link.search = new URLSearchParams({ next: here() });
}

export function start() {
  document.addEventListener("submit", nameInForm);
  document.addEventListener("click", nameInLink);
}
