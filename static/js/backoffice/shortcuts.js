/** Single-key shortcuts: data-shortcut="n" on a link or button; "/" goes to the list's search. */

import { onSingleKey } from "../ui/scanner.js";

export function start() {
  onSingleKey((key) => {
    if (document.querySelector("dialog[open]")) return;
    const target = [...document.querySelectorAll("[data-shortcut]")].find((element) => element.dataset.shortcut === key);
    if (!target) return;
    if (target.matches("input, select, textarea")) target.focus();
    else target.click();
  });
}
