/** Bars of links that are wider than a phone begin with where one is. */

export function start() {
  for (const link of document.querySelectorAll(".site-nav [aria-current], .side-nav [aria-current]")) {
    link.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  }
}
