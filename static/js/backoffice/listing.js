/** A list that is searched, filtered or sorted changes its address without the page being read again: what else on the
 *  page speaks of that address (files, saved views, where to come back to) follows it. */

const SECOND_THOUGHTS = ["page", "export"];

function narrowed(search, changes = {}) {
  const query = new URLSearchParams(search);
  SECOND_THOUGHTS.forEach((name) => query.delete(name));
  Object.entries(changes).forEach(([name, value]) => query.set(name, value));
  return query.toString();
}

function keepSort(form, query) {
  const sort = query.get("sort");
  let field = form.querySelector('input[name="sort"]');
  if (!sort) {
    field?.remove();
    return;
  }
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: "sort" });
    form.append(field);
  }
  field.value = sort;
}

function follow() {
  const { pathname, search } = window.location;
  document.querySelectorAll('.page-head a[href*="export="]').forEach((link) => {
    link.href = `?${narrowed(search, { export: new URL(link.href).searchParams.get("export") })}`;
  });
  document.querySelectorAll("input[data-list-query]").forEach((input) => { input.value = narrowed(search); });
  document.querySelectorAll('input[name="next"]').forEach((input) => { input.value = pathname + search; });
  document.querySelectorAll('form[role="search"][hx-push-url]').forEach((form) => keepSort(form, new URLSearchParams(search)));
}

export function start() {
  document.addEventListener("htmx:pushedIntoHistory", follow);
}
