// Building elements. Whatever comes from a person or from the bot passes through here as text, never as markup.

/** Makes an element: `on…` attributes are listeners, false and null attributes are left out, strings become text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** The element of the page with this id; the page is ours, so it is there. */
export const byId = (id) => document.getElementById(id);

/** Words for a screen reader that nobody sees. */
export const spoken = (text) => el("span", { class: "spoken" }, text);

/** Whether the reader has asked their system for less movement. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
