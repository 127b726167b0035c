/** Light, dark or as the system has it; remembered in a cookie so that the server sends it right. */

function choose(theme) {
  const age = theme ? 365 * 24 * 3600 : 0;
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  mark();
}

function mark() {
  const current = document.documentElement.dataset.theme ?? "";
  document.querySelectorAll("[data-theme-choice]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === current));
  });
}

export function start() {
  mark();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (button) choose(button.dataset.themeChoice);
  });
}
