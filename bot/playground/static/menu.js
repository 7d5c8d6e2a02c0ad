// Menus that open from a button: arrow keys, Home, End and first letters move, Escape and Tab close, a click elsewhere closes.

import { el } from "./dom.js";
import { icon } from "./icons.js";

/** Makes `button` open `menu`. `fill()` answers the entries of the moment (made by `entry`, `choice`, or a separator). */
export function menu(button, menuNode, fill) {
  const entries = () => [...menuNode.querySelectorAll("button")];

  function close(returning) {
    if (menuNode.hidden) return;
    menuNode.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (returning) button.focus();
  }

  function open(last = false) {
    menuNode.replaceChildren(...fill());
    for (const one of entries()) one.tabIndex = -1;
    menuNode.hidden = false;
    button.setAttribute("aria-expanded", "true");
    (last ? entries().at(-1) : entries()[0])?.focus();
  }

  function move(event) {
    const all = entries();
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown") all[(at + 1) % all.length]?.focus();
    else if (event.key === "ArrowUp") all.at((at - 1) % all.length)?.focus();
    else if (event.key === "Home") all[0]?.focus();
    else if (event.key === "End") all.at(-1)?.focus();
    else if (event.key === "Escape") close(true);
    else if (event.key === "Tab") return close(false);
    else if (event.key.length === 1 && event.key !== " ") {
      const letter = event.key.toLowerCase();
      const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      rest.find((one) => one.textContent.trim().replace(/^\//, "").toLowerCase().startsWith(letter))?.focus();
    } else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  }

  button.addEventListener("click", () => (menuNode.hidden ? open() : close(true)));
  button.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !menuNode.hidden) return;
    event.preventDefault();
    open(event.key === "ArrowUp");
  });
  menuNode.addEventListener("keydown", move);
  menuNode.addEventListener("click", (event) => event.target.closest("button") && close(true));
  document.addEventListener("pointerdown", (event) => {
    if (!menuNode.contains(event.target) && !button.contains(event.target)) close(false);
  });
  return { close };
}

/** An entry that does something. */
export function entry(chosen, ...children) {
  return el("button", { type: "button", role: "menuitem", onclick: chosen }, ...children);
}

/** An entry that is one of several. */
export function choice(chosen, checked, ...children) {
  const mark = icon("check");
  return el("button", { type: "button", role: "menuitemradio", "aria-checked": String(checked), onclick: chosen }, mark, ...children);
}
