/** What was counted, kept until the server has it: a bad network loses nothing and counts nothing twice. No page needed. */

export const MOST_AT_ONCE = 200;
export const REMEMBERED = 20;

const TIMES = /^(\d{1,6})\s*[*x×]\s*(\S.*)$/;

/** Returns what a scan or a typed line means: `3*CODE`, or CODE after a 3 and an asterisk were pressed. */
export function readCode(text, times = 1) {
  const found = TIMES.exec(text.trim());
  return found && Number(found[1]) > 0 ? { code: found[2], quantity: Number(found[1]) } : { code: text.trim(), quantity: times };
}

/** Collects digits and an asterisk pressed before a scan; any other key starts over. */
export class Times {
  #digits = "";
  #ready = false;

  /** Takes a key; Shift, which an asterisk may need, is passed over. */
  press(key) {
    if (/^\d$/.test(key) && !this.#ready) this.#digits = (this.#digits + key).slice(-6);
    else if ((key === "*" || key === "×") && Number(this.#digits) > 0) this.#ready = true;
    else if (key.length === 1 || key === "Escape") this.clear();
  }

  get value() {
    return this.#ready ? Number(this.#digits) : 1;
  }

  get words() {
    return this.#digits && `${this.#digits}${this.#ready ? " ×" : ""}`;
  }

  clear() {
    this.#digits = "";
    this.#ready = false;
  }
}

/** A list in the browser's storage, read anew each time, since another tab may have written it; in memory without one. */
export class Kept {
  #storage;
  #name;
  #memory = [];

  constructor(storage, name) {
    this.#storage = storage;
    this.#name = name;
  }

  read() {
    try {
      const list = JSON.parse(this.#storage.getItem(this.#name) ?? "[]");
      return Array.isArray(list) ? [...list, ...this.#memory] : [...this.#memory];
    } catch {
      return [...this.#memory];
    }
  }

  write(list) {
    try {
      this.#storage.setItem(this.#name, JSON.stringify(list));
      this.#memory = [];
    } catch {
      this.#memory = list;
      try { this.#storage.removeItem(this.#name); } catch { /* there is no storage at all */ }
    }
  }
}

export class CountQueue {
  #waiting;
  #mine;
  #send;
  #newKey;
  #now;
  #sending = false;

  /** `send` gets {sent_at, entries} and returns the server's document; it throws while that can't be had. */
  constructor({ storage, name, send, newKey = () => crypto.randomUUID(), now = () => new Date() }) {
    this.#waiting = new Kept(storage, `${name}:waiting`);
    this.#mine = new Kept(storage, `${name}:mine`);
    this.#send = send;
    this.#newKey = newKey;
    this.#now = now;
  }

  /** Keeps an entry {code, quantity, shelf, source} with its key and moment, and returns it. */
  add(entry) {
    const kept = { ...entry, key: this.#newKey(), at: this.#now().toISOString() };
    this.#waiting.write([...this.#waiting.read(), kept]);
    this.#mine.write([...this.#mine.read(), { key: kept.key, code: kept.code }].slice(-REMEMBERED));
    return kept;
  }

  /** Takes the last entry back, whether it was sent or not; returns it, or nothing if there is none. */
  undo() {
    const mine = this.#mine.read();
    const last = mine.pop();
    if (!last) return undefined;
    this.#mine.write(mine);
    this.#waiting.write([...this.#waiting.read(), { undo: last.key }]);
    return last;
  }

  /** Forgets an entry that the server refused: there is nothing of it to take back. */
  drop(key) {
    this.#mine.write(this.#mine.read().filter((each) => each.key !== key));
  }

  get waiting() {
    return this.#waiting.read().length;
  }

  get canUndo() {
    return this.#mine.read().length > 0;
  }

  /** Sends what waits, oldest first, and returns the answers; what the server didn't answer stays. */
  async flush() {
    if (this.#sending) return [];
    this.#sending = true;
    const answers = [];
    try {
      for (let batch = this.#next(); batch.length; batch = this.#next()) {
        const document = await this.#send({ sent_at: this.#now().toISOString(), entries: batch });
        this.#forget(batch);
        answers.push(document);
      }
    } catch (error) {
      if (!answers.length) throw error;
    } finally {
      this.#sending = false;
    }
    return answers;
  }

  #next() {
    return this.#waiting.read().slice(0, MOST_AT_ONCE);
  }

  #forget(batch) {
    const done = new Set(batch.map((each) => each.key ?? `undo ${each.undo}`));
    this.#waiting.write(this.#waiting.read().filter((each) => !done.has(each.key ?? `undo ${each.undo}`)));
  }
}
