/** Gallery: a thumb (data-gallery-src, data-gallery-alt) shows its picture in .gallery__main. */

export function start() {
  document.addEventListener("click", (event) => {
    const thumb = event.target.closest("[data-gallery-src]");
    const gallery = thumb?.closest(".gallery");
    const main = gallery?.querySelector(".gallery__main");
    if (!main) return;
    event.preventDefault();
    main.removeAttribute("srcset");
    main.src = thumb.dataset.gallerySrc;
    main.alt = thumb.dataset.galleryAlt ?? "";
    gallery.querySelectorAll("[data-gallery-src]").forEach((other) => other.removeAttribute("aria-current"));
    thumb.setAttribute("aria-current", "true");
  });
}
