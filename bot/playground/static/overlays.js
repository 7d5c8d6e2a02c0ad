// What lies over the chat for a while: the answer to a tap, an alert, a picture.

import { byId } from "./dom.js";
import { rich } from "./rich.js";

const SHOWN_FOR = 4500;
let fading = 0;

/** A short answer at the foot of the chat. It is never the only place of a result. */
export function toast(text) {
  const node = byId("toast");
  node.replaceChildren(Object.assign(document.createElement("bdi"), { textContent: text }));
  node.classList.add("shown");
  clearTimeout(fading);
  fading = setTimeout(() => {
    node.classList.remove("shown");
    node.replaceChildren();
  }, SHOWN_FOR);
}

/** An answer that must be read. */
export function alertBox(text) {
  const box = byId("alert");
  byId("alert-text").textContent = text;
  if (!box.open) box.showModal();
}

/** A picture as large as the window. */
export function enlarge(source, name, html, reader) {
  const box = byId("lightbox");
  Object.assign(byId("lightbox-image"), { src: source, alt: name });
  byId("lightbox-caption").replaceChildren(rich(html, reader, () => {}));
  box.showModal();
}

/** Dialogs close by a click beside them and by their own "Cancel". */
export function tendDialogs() {
  for (const box of document.querySelectorAll("dialog")) {
    box.addEventListener("click", (event) => event.target === box && beside(box, event) && box.close());
    for (const button of box.querySelectorAll("[data-close]")) button.addEventListener("click", () => box.close());
  }
  byId("lightbox-image").addEventListener("click", () => byId("lightbox").close());
}

function beside(box, event) {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
}
