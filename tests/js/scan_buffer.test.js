/** A scanner is told from a person by its speed. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FASTEST_FINGER, ScanBuffer } from "../../static/js/ui/scan_buffer.js";

function type(buffer, keys, pause, from = 0) {
  return [...keys, "Enter"].map((key, at) => buffer.press(key, from + at * pause)).at(-1);
}

test("a scan ends in its code", () => {
  assert.equal(type(new ScanBuffer(), "8001234567802", 5), "8001234567802");
});

test("a person typing is no scan", () => {
  assert.equal(type(new ScanBuffer(), "8001234567802", FASTEST_FINGER + 1), null);
});

test("what a person typed before a scan isn't part of it", () => {
  const buffer = new ScanBuffer();
  buffer.press("n", 0);
  assert.equal(type(buffer, "LU-VAS-032-G", 5, 1000), "LU-VAS-032-G");
});

test("keys without a character, Shift among them, are passed over", () => {
  const buffer = new ScanBuffer();
  const keys = ["Shift", "L", "Shift", "U", "1", "2"];
  keys.forEach((key, at) => buffer.press(key, at * 5));
  assert.equal(buffer.press("Enter", 30), "LU12");
});

test("a code is taken once", () => {
  const buffer = new ScanBuffer();
  assert.equal(type(buffer, "12345", 5), "12345");
  assert.equal(buffer.press("Enter", 40), null);
});

test("too short to be a code", () => {
  assert.equal(type(new ScanBuffer(), "12", 5), null);
});

test("it knows when it is in the middle of one", () => {
  const buffer = new ScanBuffer();
  buffer.press("1", 0);
  assert.equal(buffer.scanning, false, "a single key may be a shortcut");
  buffer.press("2", 5);
  assert.equal(buffer.scanning, true);
});
