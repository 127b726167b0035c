/** Scanner input without a focused field: dispatches a cancelable `scan` event, detail {code}, on the document. */

import { FASTEST_FINGER, ScanBuffer } from "./scan_buffer.js";

export function isTyping(element) {
  return element?.isContentEditable || element?.matches?.('input:not([type="checkbox"], [type="radio"]), select, textarea');
}

export function start() {
  const buffer = new ScanBuffer();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const code = buffer.press(event.key, event.timeStamp);
    if (buffer.scanning || code) event.preventDefault();
    if (code) document.dispatchEvent(new CustomEvent("scan", { detail: { code }, cancelable: true }));
  });
}

/** Runs an act for a single key, unless the key was the first of a scan. */
export function onSingleKey(act) {
  let waiting;
  document.addEventListener("keydown", (event) => {
    clearTimeout(waiting);
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    waiting = setTimeout(() => act(event.key), FASTEST_FINGER + 10);
  });
}
