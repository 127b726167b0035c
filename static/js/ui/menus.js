/** Menus are <details class="menu">: they close when one looks elsewhere. */

function closeAll(except) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!except || !menu.contains(except)) menu.open = false;
  });
}

export function start() {
  document.addEventListener("click", (event) => closeAll(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    closeAll();
    menu?.querySelector("summary").focus();
  });
}
