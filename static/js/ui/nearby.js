/** Choose-my-shop: a button data-nearby asks the browser where it is and submits its form with lat and lng. */

function onFound(form, { coords }) {
  // Two decimals are about a kilometre: near enough to rank shops, too coarse to find a home.
  form.elements.namedItem("lat").value = coords.latitude.toFixed(2);
  form.elements.namedItem("lng").value = coords.longitude.toFixed(2);
  form.requestSubmit();
}

function offer() {
  document.querySelectorAll("button[data-nearby]").forEach((button) => { button.hidden = false; });
}

export function start() {
  if (!navigator.geolocation) return;
  offer();
  document.addEventListener("htmx:afterSwap", offer);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-nearby]");
    if (!button) return;
    event.preventDefault();
    const failed = () => { button.textContent = button.dataset.nearbyFailed; button.disabled = true; };
    navigator.geolocation.getCurrentPosition((found) => onFound(button.form, found), failed, { timeout: 10000, maximumAge: 600000 });
  });
}
