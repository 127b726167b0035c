/** Forms that lead back here (input[data-here]) name the address as it is when they are sent:
 *  filters and variants change it without a new page. */

function nameThisPlace({ target }) {
  const here = target.querySelector("input[data-here]");
  if (here) here.value = location.pathname + location.search;
}

export function start() {
  document.addEventListener("submit", nameThisPlace);
}
