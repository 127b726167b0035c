/** Whoever uses the keyboard goes on where they were: when a swap took away what had the focus, what came gets it. */

function goOn({ detail }) {
  const came = detail.target?.id && document.getElementById(detail.target.id);
  if (came?.tabIndex === -1 && document.activeElement === document.body) came.focus({ preventScroll: true });
}

export function start() {
  document.addEventListener("htmx:afterSettle", goOn);
}
