/** What is counted is kept until the server has it, sent once each, and can be taken back. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { CountQueue, Kept, MOST_AT_ONCE, readCode, Times } from "../../static/js/backoffice/count_queue.js";

class Storage {
  #items = new Map();
  getItem(name) { return this.#items.get(name) ?? null; }
  setItem(name, text) { this.#items.set(name, text); }
  removeItem(name) { this.#items.delete(name); }
}

const NOON = new Date("2026-11-21T12:00:00Z");

/** A server that answers, or doesn't, and keeps what it was sent. */
function server() {
  const told = { batches: [], down: false };
  told.send = async (document) => {
    if (told.down) throw new TypeError("no network");
    told.batches.push(document);
    return { answers: document.entries.map(({ key }) => ({ key, status: "taken" })) };
  };
  return told;
}

function queueOf(told, storage = new Storage()) {
  let number = 0;
  return new CountQueue({ storage, name: "count", send: told.send, newKey: () => `key-${(number += 1)}`, now: () => NOON });
}

const MUG = { code: "MUG", quantity: 1, shelf: "A", source: "scan" };

test("an entry is sent with its key and its moment, then forgotten", async () => {
  const told = server();
  const queue = queueOf(told);
  queue.add(MUG);
  assert.equal(queue.waiting, 1);

  await queue.flush();

  assert.deepEqual(told.batches[0].entries, [{ ...MUG, key: "key-1", at: NOON.toISOString() }]);
  assert.equal(queue.waiting, 0);
});

test("without network everything waits, in order, and goes out afterwards", async () => {
  const told = server();
  const queue = queueOf(told);
  told.down = true;
  queue.add(MUG);
  queue.add({ ...MUG, quantity: 3 });
  await assert.rejects(queue.flush());
  assert.equal(queue.waiting, 2);

  told.down = false;
  await queue.flush();

  assert.deepEqual(told.batches.map(({ entries }) => entries.map(({ quantity }) => quantity)), [[1, 3]]);
});

test("a page that was closed goes on where it was", async () => {
  const told = server();
  const storage = new Storage();
  queueOf(told, storage).add(MUG);

  await queueOf(told, storage).flush();

  assert.equal(told.batches[0].entries.length, 1);
});

test("what is added while something is sent isn't lost", async () => {
  const told = server();
  const queue = queueOf(told);
  queue.add(MUG);
  const sending = queue.flush();
  queue.add(MUG);
  await sending;

  assert.equal(queue.waiting, 0);
  assert.deepEqual(told.batches.flatMap(({ entries }) => entries.map(({ key }) => key)), ["key-1", "key-2"]);
});

test("one sending at a time", async () => {
  const told = server();
  const queue = queueOf(told);
  queue.add(MUG);

  await Promise.all([queue.flush(), queue.flush()]);

  assert.equal(told.batches.length, 1);
});

test("much is sent in parts", async () => {
  const told = server();
  const queue = queueOf(told);
  for (let each = 0; each <= MOST_AT_ONCE; each += 1) queue.add(MUG);

  await queue.flush();

  assert.deepEqual(told.batches.map(({ entries }) => entries.length), [MOST_AT_ONCE, 1]);
});

test("the last entry is taken back by its key, sent or not, one after the other", async () => {
  const told = server();
  const queue = queueOf(told);
  queue.add(MUG);
  await queue.flush();
  queue.add({ ...MUG, code: "VASE" });

  assert.equal(queue.undo().code, "VASE");
  assert.equal(queue.undo().code, "MUG");
  assert.equal(queue.undo(), undefined);
  assert.equal(queue.canUndo, false);
  await queue.flush();

  assert.deepEqual(told.batches[1].entries.slice(1), [{ undo: "key-2" }, { undo: "key-1" }]);
});

test("what was refused can't be taken back, what was counted before can", () => {
  const queue = queueOf(server());
  queue.add(MUG);
  queue.add({ ...MUG, code: "NOTHING" });

  queue.drop("key-2");

  assert.equal(queue.undo().code, "MUG");
});

test("a browser without room keeps it in memory", () => {
  const kept = new Kept({ getItem: () => null, setItem: () => { throw new Error("full"); }, removeItem: () => {} }, "x");
  kept.write([1, 2]);
  assert.deepEqual(kept.read(), [1, 2]);
});

test("what somebody else wrote there is no list and is passed over", () => {
  const storage = new Storage();
  storage.setItem("x", "{not json");
  assert.deepEqual(new Kept(storage, "x").read(), []);
});

test("a quantity before the code", () => {
  assert.deepEqual(readCode("3*8001234567802"), { code: "8001234567802", quantity: 3 });
  assert.deepEqual(readCode(" 12 × MUG-BLUE "), { code: "MUG-BLUE", quantity: 12 });
  assert.deepEqual(readCode("MUG*3"), { code: "MUG*3", quantity: 1 });
  assert.deepEqual(readCode("0*MUG"), { code: "0*MUG", quantity: 1 });
  assert.deepEqual(readCode("MUG", 4), { code: "MUG", quantity: 4 });
});

test("a quantity pressed before the scan", () => {
  const times = new Times();
  assert.equal(times.value, 1);
  ["1", "2", "Shift"].forEach((key) => times.press(key));
  assert.equal(times.value, 1, "not before the asterisk");
  times.press("*");
  assert.deepEqual([times.value, times.words], [12, "12 ×"]);
  times.clear();
  assert.deepEqual([times.value, times.words], [1, ""]);
});

test("another key starts over, and nothing times nothing is one", () => {
  const times = new Times();
  ["3", "n"].forEach((key) => times.press(key));
  times.press("*");
  assert.equal(times.value, 1);
  ["0", "*"].forEach((key) => times.press(key));
  assert.equal(times.value, 1);
});
