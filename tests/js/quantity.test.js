/** A quantity stepper stays within its limits. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { stepped } from "../../static/js/ui/quantity.js";

test("it goes up and down by one", () => {
  assert.equal(stepped("2", 1, { min: 1, max: 20 }), 3);
  assert.equal(stepped("2", -1, { min: 1, max: 20 }), 1);
});

test("it stops at its ends", () => {
  assert.equal(stepped("1", -1, { min: 1 }), 1);
  assert.equal(stepped("20", 1, { max: 20 }), 20);
});

test("what is no number starts at the least", () => {
  assert.equal(stepped("", 1, { min: 1 }), 2);
  assert.equal(stepped("many", 1, {}), 1);
});
