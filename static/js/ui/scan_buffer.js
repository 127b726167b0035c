/** Tells a scanner from a person: many characters, faster than fingers, ended by Enter. No page needed. */

export const FASTEST_FINGER = 50;
export const SHORTEST_CODE = 4;

export class ScanBuffer {
  #text = "";
  #last = -Infinity;

  /** Takes a key pressed at a time in milliseconds; returns the code once a scanner has ended it. */
  press(key, at) {
    if (at - this.#last > FASTEST_FINGER) this.#text = "";
    this.#last = at;
    if (key === "Enter") return this.#end();
    if (key.length === 1) this.#text += key;
    return null;
  }

  /** Whether what came so far looks like the middle of a scan. */
  get scanning() {
    return this.#text.length > 1;
  }

  #end() {
    const code = this.#text.trim();
    this.#text = "";
    return code.length >= SHORTEST_CODE ? code : null;
  }
}
