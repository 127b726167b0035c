import assert from "node:assert/strict";
import { test } from "node:test";

import { addScan } from "../../static/js/backoffice/scan_quantities.js";

/** A form with rows of goods on their way, as far as scanning looks at it. */
function formOf(...goods) {
  const rows = goods.map(([name, codes, open]) => {
    const input = { value: String(open) };
    return { dataset: { name, codes, open: String(open) }, querySelector: () => input, scrollIntoView() {}, input };
  });
  return { rows, dataset: { wordsUnknown: "not on it" }, querySelectorAll: () => rows };
}

const units = (form) => form.rows.map((row) => row.input.value);

test("the first scan begins at nought, the next ones add up", () => {
  const form = formOf(["Mug", "MUG-BLUE 08012340000222", 3], ["Vase", "VASE", 2]);

  assert.deepEqual(addScan(form, "8012340000222"), { words: "Mug: 1 / 3", tone: "ok" });
  addScan(form, "mug-blue");
  addScan(form, "2*VASE");

  assert.deepEqual(units(form), ["2", "2"]);
});

test("more than was on its way is said", () => {
  const form = formOf(["Mug", "MUG-BLUE", 1]);

  assert.equal(addScan(form, "2*MUG-BLUE").tone, "warn");
  assert.deepEqual(units(form), ["2"]);
});

test("what isn't on it changes nothing", () => {
  const form = formOf(["Mug", "MUG-BLUE", 3]);

  assert.deepEqual(addScan(form, "SPOON"), { words: "SPOON: not on it", tone: "bad" });
  assert.deepEqual(units(form), ["3"]);
});
