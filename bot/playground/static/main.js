// The page: keeps what the server tells, and hands it to the parts that draw it.

import { makeAttach } from "./attach.js";
import { mediaAddress } from "./bubbles.js";
import { makeComposer } from "./composer.js";
import { byId } from "./dom.js";
import { drawIcons } from "./icons.js";
import { initials, makeLog } from "./log.js";
import { alertBox, enlarge, tendDialogs, toast } from "./overlays.js";
import { makePanel } from "./panel.js";
import { makePeople, ownZone } from "./people.js";
import { refreshMoments, safeAddress } from "./rich.js";
import { chime, tendSound } from "./sound.js";
import { connect } from "./wire.js";

const ACTION_LASTS = 5000;
const TAP_PATIENCE = 20_000;
const REFUSALS = {
  empty: "There is nothing to send.",
  too_long: "That is too long for Telegram: 4096 characters at most.",
  no_such: "That is gone.",
  malformed: "The playground did not understand that.",
};

const people = new Map();
let open = null;
let adding = false;

const me = () => ({ person: open.id });
const ask = connect(hear, (online) => {
  byId("offline").hidden = online;
  byId("offline").textContent = online ? "" : "The playground does not answer. Trying again…";
  if (!online) byId("status").textContent = "connecting…";
});

const say = (text) => ask("say", { ...me(), text });
const log = makeLog({
  say,
  find: (id) => log.find(id),
  edit: (message) => composer.edit(message),
  enlarge: (message, name) => enlarge(mediaAddress(message.photo.id), name, message.html, open.reader),
  async copy(text) {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  },
  tap(message, key, button) {
    if (button.getAttribute("aria-busy") || !ask("tap", { ...me(), message: message.id, data: key.value })) return;
    button.setAttribute("aria-busy", "true");
    button.dataset.pressed = key.value;
    setTimeout(() => button.removeAttribute("aria-busy"), TAP_PATIENCE);
  },
});
const composer = makeComposer({
  say,
  change: (message, text) => ask("edit", { ...me(), message, text }),
  lastOwn: () => [...open.messages.values()].findLast((message) => message.own && message.kind === "text"),
  commands: () => open.commands,
  press(key) {
    if (key.kind === "location") askPlace();
    else if (key.kind === "contact") send("contact");
    else say(key.value || key.text);
  },
});
const send = (kind, facts = {}) => ask("send", { ...me(), kind, ...facts });
const askPlace = makeAttach(send, toast);
const panel = makePanel(ask, () => open);
makePeople(() => ({ people, open }), {
  open: show,
  add(name, language, zone) {
    adding = ask("add_person", { name, language, zone });
  },
  block: (blocked) => ask("block", { ...me(), blocked }),
});

function person(told) {
  return {
    ...told,
    reader: { zone: usable(told.zone), language: told.language },
    messages: new Map(told.messages.map((message) => [message.id, message])),
    unread: 0,
    typing: 0,
  };
}

function usable(zone) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone ?? ownZone() }).resolvedOptions().timeZone && (zone ?? ownZone());
  } catch (error) {
    if (error instanceof RangeError) return ownZone();
    throw error;
  }
}

function show(id) {
  open = people.get(id);
  open.unread = 0;
  byId("person-name").textContent = open.name;
  byId("bot-name").firstElementChild.textContent = open.bot.name;
  byId("bot-face").textContent = initials(open.bot.name);
  document.title = `${open.bot.name} · Playground`;
  panel.opened();
  log.show(open);
  composer.keys(open.reply_keyboard);
  drawPinned();
  drawStatus();
  drawUnread();
}

function drawStatus() {
  const words = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…" };
  const busy = open.typing > performance.now();
  byId("status").textContent = open.blocked ? "blocked by you" : busy ? words[open.action] ?? "busy…" : "bot";
  byId("status").classList.toggle("busy", busy && !open.blocked);
}

function drawPinned() {
  const pinned = open.messages.get(open.pinned);
  byId("pinned").hidden = !pinned;
  if (pinned) byId("pinned-text").textContent = pinned.text.split("\n").find((line) => line.trim()) ?? "A message";
}

function drawUnread() {
  const count = [...people.values()].filter((one) => one !== open).reduce((sum, one) => sum + one.unread, 0);
  byId("unread").hidden = count === 0;
  byId("unread").title = `${count} new messages to others`;
}

byId("pinned-button").addEventListener("click", () => log.find(open.pinned));

const heard = {
  hello(told) {
    people.clear();
    for (const one of told.people) people.set(one.id, person(one));
    const id = people.has(open?.id) ? open.id : people.keys().next().value;
    open = people.get(id);
    panel.turned(told.machine);
    show(id);
    if (document.activeElement === document.body && matchMedia("(hover: hover)").matches) byId("words").focus();
  },
  person(told) {
    people.set(told.person.id, person(told.person));
    if (adding) show(told.person.id);
    adding = false;
  },
  zone(told) {
    const one = people.get(told.person);
    one.reader.zone = usable(told.zone);
    if (one === open) show(one.id);
  },
  blocked(told) {
    people.get(told.person).blocked = told.blocked;
    drawStatus();
  },
  commands(told) {
    for (const one of people.values()) one.commands = told.commands[one.id] ?? one.commands;
  },
  message_new(told, one) {
    one.messages.set(told.message.id, told.message);
    one.typing = 0;
    if (told.message.own) one.blocked = false;
    if (one === open) {
      log.added(told.message, panel.playing);
      panel.said();
      if (!told.message.own && !told.message.silent) chime();
    } else if (!told.message.own) one.unread += 1;
    drawUnread();
  },
  message_edited(told, one) {
    one.messages.set(told.message.id, told.message);
    if (one === open) log.edited(told.message);
  },
  message_deleted(told, one) {
    one.messages.delete(told.message.id);
    if (one !== open) return;
    log.removed(told.message.id);
    panel.said();
  },
  tap_answered(told, one) {
    if (one !== open) return;
    log.answered(told.message_id, told.data);
    const address = told.url && safeAddress(told.url);
    if (address) window.open(address, "_blank", "noopener,noreferrer");
    if (told.text) (told.alert ? alertBox : toast)(told.text);
  },
  chat_action(told, one) {
    Object.assign(one, { action: told.action, typing: performance.now() + ACTION_LASTS });
    setTimeout(drawStatus, ACTION_LASTS + 50);
  },
  machine(told) {
    log.quiet(told.walk?.kind === "year");
    panel.turned(told);
    refreshMoments(log.node, open.reader);
  },
  refused: (told) => toast(REFUSALS[told.reason] ?? REFUSALS.malformed),
};

function hear(told) {
  const one = people.get(told.person);
  heard[told.type]?.(told, one);
  if (!one || told.message === undefined) return one === open && one && drawStatus();
  one.reply_keyboard = told.reply_keyboard;
  one.pinned = told.pinned;
  if (one === open) {
    composer.keys(one.reply_keyboard);
    drawPinned();
    drawStatus();
  }
  return undefined;
}

setInterval(() => open && refreshMoments(log.node, open.reader), 15_000);
drawIcons(document);
tendDialogs();
tendSound();
