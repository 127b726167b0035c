import assert from "node:assert/strict";
import { test } from "node:test";

import { formsOf, parseScan } from "../../static/js/backoffice/scan_words.js";

test("a scan counts once", () => {
  assert.deepEqual(parseScan(" 8001234567890 "), { times: 1, code: "8001234567890" });
});

test("a number and a star before it count as many", () => {
  assert.deepEqual(parseScan("3*VASE-1"), { times: 3, code: "VASE-1" });
  assert.deepEqual(parseScan("12 × VASE-1"), { times: 12, code: "VASE-1" });
});

test("the star may come before the scan", () => {
  assert.deepEqual(parseScan("3*"), { times: 3, code: "" });
});

test("a code that begins with digits is no multiplication", () => {
  assert.deepEqual(parseScan("3X-LARGE"), { times: 1, code: "3X-LARGE" });
});

test("a GTIN is known by its 14 digits, a SKU in capitals", () => {
  assert.deepEqual(formsOf("8001234567890"), ["8001234567890", "08001234567890"]);
  assert.deepEqual(formsOf("vase 1"), ["VASE\u00a01"]);
});
