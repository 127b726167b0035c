/** Quantities counted by scanner: the first scan sets all of them to nought, each scan adds to its row. No page needed
 *  but the form, which names its rows' codes. */

import { formsOf, parseScan } from "./scan_words.js";

const inputOf = (row) => row.querySelector(".qty__input");

function rowOf(rows, code) {
  const wanted = formsOf(code);
  return rows.find((row) => row.dataset.codes.split(" ").some((known) => wanted.includes(known)));
}

/** Adds a scan to the form's row; returns what to say of it. */
export function addScan(form, text) {
  const { times, code } = parseScan(text);
  const rows = [...form.querySelectorAll("[data-codes]")];
  const row = rowOf(rows, code);
  if (!row) return { words: `${code}: ${form.dataset.wordsUnknown}`, tone: "bad" };
  if (!("counting" in form.dataset)) {
    form.dataset.counting = "";
    for (const each of rows) inputOf(each).value = "0";
  }
  const input = inputOf(row);
  input.value = String(Number(input.value) + times);
  row.scrollIntoView({ block: "nearest" });
  return { words: `${row.dataset.name}: ${input.value} / ${row.dataset.open}`, tone: Number(input.value) > Number(row.dataset.open) ? "warn" : "ok" };
}

/** Takes a scan into the form on the page or in the open dialog; tells whether there is one. */
export function takeScan(text) {
  const form = document.querySelector("form[data-scan-quantities]");
  if (!form) return false;
  const { words, tone } = addScan(form, text);
  const said = form.querySelector("[data-scan-said]");
  said.className = `notice notice--${tone}`;
  said.textContent = words;
  return true;
}
