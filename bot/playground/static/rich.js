// Formatted text: Telegram's tags and nothing else. The source is parsed into a document that is never shown and cannot run
// anything, and rebuilt from a short list; every other tag is only the text in it.

import { el } from "./dom.js";
import { entityText, exact, worldNow } from "./when.js";

const KEPT = new Map(Object.entries({
  B: "strong", STRONG: "strong", I: "em", EM: "em", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s",
  CODE: "code", PRE: "pre", BLOCKQUOTE: "blockquote",
}));
const ADDRESSES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** An address that may be opened, or null. */
export function safeAddress(text) {
  if (!URL.canParse(text)) return null;
  const address = new URL(text);
  return ADDRESSES.has(address.protocol) ? address.href : null;
}

/** A link that takes nothing of this page along. */
export function outward(address, attributes, ...children) {
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...attributes }, ...children);
}

/**
 * The formatted text as nodes. `reader` is `{zone, language}` of the phone; `say(text)` is called when a command in the text is
 * tapped, as on a phone.
 */
export function rich(html, reader, say) {
  const source = new DOMParser().parseFromString(html, "text/html").body;
  const made = document.createDocumentFragment();
  for (const child of source.childNodes) made.append(copy(child, reader, say));
  return made;
}

function copy(node, reader, say) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const { made, settled } = shell(node, reader, say);
  if (!settled) for (const child of node.childNodes) made.append(copy(child, reader, say));
  return made;
}

function shell(node, reader, say) {
  const tag = node.tagName;
  if (tag === "TIME") return moment(node, reader);
  if (KEPT.has(tag)) return { made: el(KEPT.get(tag)) };
  if (tag === "A") {
    const address = safeAddress(node.getAttribute("href") ?? "");
    if (address) return { made: outward(address, {}) };
  }
  if (node.classList.contains("bot-command")) {
    return { made: el("button", { type: "button", class: "command", onclick: () => say(node.textContent) }) };
  }
  if (node.classList.contains("tg-spoiler")) return { made: spoiler() };
  return { made: document.createDocumentFragment() };
}

function moment(node, reader) {
  const unix = Number(node.dataset.unix);
  const pattern = node.dataset.format ?? "";
  if (Number.isNaN(new Date(unix * 1000).getTime())) return { made: document.createDocumentFragment() };
  const shown = entityText(unix, pattern, reader, worldNow());
  const made = el("time", {
    class: "moment", datetime: new Date(unix * 1000).toISOString(), title: exact(unix, reader.zone),
    "data-unix": unix, "data-format": pattern,
  });
  if (shown !== null) made.append(shown);
  return { made, settled: shown !== null };
}

function spoiler() {
  const open = () => {
    made.classList.add("open");
    for (const name of ["role", "tabindex", "aria-label"]) made.removeAttribute(name);
  };
  const made = el("span", {
    class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, show it",
    onclick: open, onkeydown: (event) => event.key === "Enter" && open(),
  });
  return made;
}

/** Writes the relative moments ("in 3 hours") anew, because the world's clock has moved. */
export function refreshMoments(root, reader) {
  for (const node of root.querySelectorAll('time.moment[data-format="r"]')) {
    const text = entityText(Number(node.dataset.unix), "r", reader, worldNow());
    if (node.textContent !== text) node.textContent = text;
  }
}
