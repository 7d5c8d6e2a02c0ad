// One message as a bubble: what it says, its picture or file, the marks at its foot, the buttons under it.

import { el, spoken } from "./dom.js";
import { icon } from "./icons.js";
import { outward, rich, safeAddress } from "./rich.js";
import { exact, hourMinute } from "./when.js";

/**
 * The bubble of `message`. `chat` is its chat (`{reader, bot, name, messages}`), `acts` what can be done:
 * `tap(message, key, button)`, `say(text)`, `copy(text)`, `enlarge(message)`, `find(id)`, `edit(message)`.
 */
export function bubble(message, chat, acts) {
  if (message.kind === "service") return note(message, chat, acts);
  const keys = message.keyboard.length > 0;
  const label = `${message.own ? "You" : chat.bot.name}, ${hourMinute(message.date, chat.reader.zone)}`;
  return el(
    "article",
    { class: `post${message.own ? " own" : ""}${keys ? " has-keys" : ""}`, "data-id": message.id, "aria-label": label },
    el(
      "div", { class: "bubble" },
      quoted(message, chat, acts), picture(message, chat, acts), file(message), thing(message),
      el("div", { class: "body" }, el("div", { class: "text" }, rich(message.html, chat.reader, acts.say)), meta(message, chat)),
      message.own && message.kind === "text" && fixer(message, acts),
    ),
    keys && keyboard(message, acts),
  );
}

function note(message, chat, acts) {
  const pinned = message.details.pinned_message?.message_id;
  const text = pinned ? `${message.own ? "You" : chat.bot.name} pinned ` : "The chat has changed";
  const link = pinned && el("button", { type: "button", onclick: () => acts.find(pinned) }, "a message");
  return el("p", { class: "note", "data-id": message.id }, text, link);
}

function quoted(message, chat, acts) {
  const answered = chat.messages.get(message.reply_to);
  if (!answered) return null;
  return el("button", { type: "button", class: "quote", onclick: () => acts.find(answered.id) },
    spoken("In answer to: "), el("bdi", {}, answered.text.split("\n")[0] || "a message"));
}

function picture(message, chat, acts) {
  if (!message.photo) return null;
  const { id, width, height } = message.photo;
  const size = width > 1 ? { width, height } : { width: 320, height: 200 };
  const name = message.text.split("\n")[0] || (message.own ? "Photo from you" : `Picture from ${chat.bot.name}`);
  return el("button", { type: "button", class: "picture", onclick: () => acts.enlarge(message, name) },
    spoken("Enlarge: "), el("img", { src: mediaAddress(id), alt: name, ...size }));
}

/** Where the page finds a file of the world. */
export const mediaAddress = (id) => `/media/${encodeURIComponent(id)}`;

function file(message) {
  if (!message.document) return null;
  const { id, name, size } = message.document;
  return el("a", { class: "file", href: mediaAddress(id), download: name },
    el("span", { class: "disc" }, icon("file")),
    el("span", {}, spoken("Download "), el("strong", {}, el("bdi", {}, name)), el("small", {}, sizeText(size))));
}

function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

function thing(message) {
  const { location, contact, sticker, voice } = message.details;
  if (message.kind === "location" && location) {
    return el("p", { class: "thing" }, icon("place"), `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`);
  }
  if (message.kind === "contact" && contact) {
    return el("p", { class: "thing" }, icon("contact"), el("bdi", {}, contact.first_name));
  }
  if (message.kind === "sticker") return el("p", { class: "thing" }, icon("sticker"), `Sticker ${sticker?.emoji ?? ""}`);
  if (message.kind === "voice") return el("p", { class: "thing" }, icon("voice"), `Voice note, ${voice?.duration ?? 0} s`);
  return null;
}

function meta(message, chat) {
  const moment = new Date(message.date * 1000).toISOString();
  return el("span", { class: "meta" },
    message.edited && el("span", { title: exact(message.edited, chat.reader.zone) }, "edited"),
    !message.own && bell(message.silent),
    el("time", { datetime: moment, title: exact(message.date, chat.reader.zone) }, hourMinute(message.date, chat.reader.zone)));
}

function bell(silent) {
  const words = silent ? "Silent: the phone did not ring" : "The phone rang";
  return el("span", { class: silent ? "silent" : "rings", title: words }, icon(silent ? "bell-off" : "bell"), spoken(words));
}

function fixer(message, acts) {
  const edit = () => acts.edit(message);
  return el("button", { type: "button", class: "plain fix", onclick: edit }, icon("edit"), spoken("Edit this message"));
}

function keyboard(message, acts) {
  const rows = message.keyboard.map((row) => {
    const made = el("div", { class: row.length > 5 ? "keys-row many" : "keys-row" }, ...row.map((key) => inlineKey(message, key, row.length, acts)));
    made.style.setProperty("--n", row.length);
    made.style.setProperty("--half", Math.ceil(row.length / 2));
    return made;
  });
  return el("div", { class: "keys", role: "group", "aria-label": "Buttons of this message" }, ...rows);
}

function inlineKey(message, key, among, acts) {
  const looks = `${among > 4 ? "tight " : ""}${key.style ?? ""}`.trim();
  const words = el("bdi", {}, key.text);
  const address = key.kind === "url" && safeAddress(key.value);
  if (address) return outward(address, { class: looks }, words, icon("out"));
  if (key.kind === "copy") {
    return el("button", { type: "button", class: looks, onclick: () => acts.copy(key.value) }, words, icon("copy"), spoken("copy"));
  }
  const press = (event) => acts.tap(message, key, event.currentTarget);
  return el("button", { type: "button", class: looks, disabled: key.kind !== "callback", onclick: press }, words);
}
