/** Counting a delivery: each scan adds to its row; what isn't on the page is looked up and gets a row. */

import { formsOf, parseScan } from "./scan_words.js";

const page = document.querySelector("[data-receiving]");
const rows = page.querySelector("[data-receive-rows]");
const form = page.querySelector("[data-count-form]");
const field = form.elements.count;
const undo = page.querySelector("[data-count-undo]");
const said = page.querySelector("[data-last-scan]");
const done = [];
let waiting = Promise.resolve();
let pendingTimes = 1;

const inputOf = (row) => row.querySelector(".qty__input");
const isExpected = (row) => "expected" in row.dataset;
const isTooMany = (row) => isExpected(row) && Number(inputOf(row)?.value) > Number(row.dataset.open);

function rowOf(code) {
  const wanted = formsOf(code);
  return [...rows.children].find((row) => row.dataset.codes?.split(" ").some((known) => wanted.includes(known)));
}

function say(words, tone = "ok") {
  said.hidden = false;
  said.className = `notice notice--${tone}`;
  said.querySelector("b").textContent = words;
}

function refresh() {
  let counted = 0;
  for (const row of rows.children) {
    const units = Number(inputOf(row)?.value) || 0;
    const open = Number(row.dataset.open);
    counted += units;
    row.classList.toggle("pick-line--done", open > 0 && units === open);
    row.classList.toggle("receive-line--over", isTooMany(row));
  }
  page.querySelector("[data-counted]").textContent = String(counted);
  undo.disabled = done.length === 0;
}

function add(row, times) {
  const input = inputOf(row);
  input.value = String(Math.max(0, (Number(input.value) || 0) + times));
  const open = Number(row.dataset.open);
  const tooMany = isTooMany(row);
  const words = `${row.dataset.name}: ${input.value}${isExpected(row) ? ` / ${open}` : ""}`;
  say(tooMany ? `${page.dataset.tooMany} ${words}` : words, tooMany ? "warn" : "ok");
  row.scrollIntoView({ block: "nearest" });
  refresh();
}

/** Looks a code up that isn't on the page; returns its new row, or null where nobody knows it. */
async function fetchRow(code) {
  let answer;
  try {
    answer = await fetch(`${page.dataset.lineUrl}?${new URLSearchParams({ code })}`);
  } catch {
    say(`${page.dataset.offline} ${code}`, "bad");
    return null;
  }
  if (!answer.ok) {
    say(`${page.dataset.unknown} ${code}`, "bad");
    return null;
  }
  const holder = document.createElement("template");
  holder.innerHTML = (await answer.text()).trim();
  const row = holder.content.firstElementChild;
  rows.append(row);
  return row;
}

async function count(text) {
  const { times, code } = parseScan(text);
  if (!code) {
    pendingTimes = times;
    return;
  }
  const units = times === 1 ? pendingTimes : times;
  pendingTimes = 1;
  const known = rowOf(code);
  const row = known ?? await fetchRow(code);
  if (!row) return;
  done.push({ row, units });
  add(row, units);
  if (!known) say(`${page.dataset.unordered} ${row.dataset.name}`, "warn");
}

/** Counts one scan after the other, however fast they come. */
function take(text) {
  waiting = waiting.then(() => count(text));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (field.value.trim()) take(field.value);
  field.value = "";
  field.focus();
});
document.addEventListener("scan", (event) => {
  event.preventDefault();
  take(event.detail.code);
});
undo.addEventListener("click", () => {
  const last = done.pop();
  if (last) add(last.row, -last.units);
  field.focus();
});
page.querySelector("[data-all-came]")?.addEventListener("click", () => {
  for (const row of rows.children) if (Number(row.dataset.open)) inputOf(row).value = row.dataset.open;
  refresh();
});

// What was counted and isn't booked yet is left only on purpose.
let isBooked = false;
page.querySelector("[data-receive-form]").addEventListener("submit", () => { isBooked = true; });
window.addEventListener("beforeunload", (event) => {
  if (done.length && !isBooked) event.preventDefault();
});

rows.addEventListener("input", refresh);
rows.addEventListener("change", refresh);
refresh();
