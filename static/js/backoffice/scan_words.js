/** What a scan says: a code, and how many where `3*` was typed before it. */

/** Returns {times, code}; the code is empty where only `3*` was typed so far. */
export function parseScan(text) {
  const [, times, code] = /^(?:(\d{1,5})\s*[*×]\s*)?(.*)$/s.exec(text.trim());
  return { times: times === undefined ? 1 : Number(times), code: code.trim() };
}

/** Returns the forms in which a code may be known: capitals, and for a GTIN of any length its 14 digits. */
export function formsOf(code) {
  const plain = code.toUpperCase().replaceAll(" ", "\u00a0");
  return /^\d{8,14}$/.test(plain) ? [plain, plain.padStart(14, "0")] : [plain];
}
