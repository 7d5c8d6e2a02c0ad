// The log: bubbles by day, in order, kept at the newest message unless the reader has scrolled away.

import { bubble } from "./bubbles.js";
import { byId, calm, el } from "./dom.js";
import { icon } from "./icons.js";
import { dayKey, dayName, worldNow } from "./when.js";

const NEAR = 90;
const TOGETHER = 300;

/** The log of the chat that is open. `acts` is what bubbles can do. */
export function makeLog(acts) {
  const log = byId("log");
  const latest = byId("latest");
  let chat = null;
  let missed = 0;
  let stuck = true;
  let still = 0;
  let height = log.clientHeight;

  const toEnd = () => { log.scrollTop = log.scrollHeight; };

  function settle() {
    latest.hidden = stuck;
    if (stuck) missed = 0;
    byId("latest-count").textContent = missed ? String(missed) : "";
  }

  log.addEventListener("scroll", () => {
    if (log.clientHeight !== height) return; // moved by the layout, not by the reader
    stuck = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    settle();
  }, { passive: true });
  for (const kind of ["wheel", "touchmove", "keydown"]) {
    log.addEventListener(kind, () => {
      log.classList.add("moving");
      clearTimeout(still);
      still = setTimeout(() => log.classList.remove("moving"), 1200);
    }, { passive: true });
  }
  latest.addEventListener("click", () => {
    stuck = true;
    toEnd();
    settle();
    log.focus({ preventScroll: true });
  });
  new ResizeObserver(() => {
    height = log.clientHeight;
    if (stuck) toEnd();
  }).observe(log);
  log.addEventListener("load", () => stuck && toEnd(), { capture: true });

  function welcome() {
    const about = chat.bot.about || "Say hello: everything here happens on this machine.";
    return el("div", { class: "welcome" },
      el("span", { class: "face", "aria-hidden": "true" }, initials(chat.bot.name)),
      el("h2", {}, el("bdi", {}, chat.bot.name)), el("p", { dir: "auto" }, about),
      el("button", { type: "button", class: "solid", onclick: () => acts.say("/start") }, icon("play"), "Start"));
  }

  function dayOf(message) {
    const key = dayKey(message.date, chat.reader.zone);
    const last = log.lastElementChild;
    if (last?.dataset.day === key) return last;
    const name = dayName(message.date, chat.reader.zone, worldNow());
    const made = el("div", { class: "day", "data-day": key }, el("h2", {}, el("span", {}, name)));
    log.append(made);
    return made;
  }

  function add(message) {
    const made = bubble(message, chat, acts);
    const day = dayOf(message);
    const before = day.lastElementChild;
    if (before.classList.contains("post") && before.classList.contains("own") === message.own
      && message.date - Number(before.dataset.date) < TOGETHER) made.classList.add("follows");
    made.dataset.date = message.date;
    day.append(made);
    return made;
  }

  const of = (id) => log.querySelector(`[data-id="${Number(id)}"]`);

  return {
    /** Shows a chat from its first to its newest message, without reading it all out. */
    show(opened) {
      chat = opened;
      log.setAttribute("aria-busy", "true");
      log.setAttribute("aria-label", `Chat with ${chat.bot.name}`);
      log.replaceChildren();
      if (chat.messages.size === 0) log.append(welcome());
      for (const message of chat.messages.values()) add(message);
      stuck = true;
      toEnd();
      settle();
      requestAnimationFrame(() => log.removeAttribute("aria-busy"));
    },
    /** A new message of the chat. */
    added(message, following) {
      log.querySelector(".welcome")?.remove();
      add(message).classList.add("fresh");
      if (message.own || following) stuck = true;
      if (stuck) toEnd();
      else missed += 1;
      settle();
    },
    /** An edit: the bubble changes where it is, and whoever was on one of its buttons stays there. */
    edited(message) {
      const old = of(message.id);
      if (!old) return;
      const made = bubble(message, chat, acts);
      made.dataset.date = message.date;
      if (old.classList.contains("follows")) made.classList.add("follows");
      const at = [...old.querySelectorAll(".keys button, .keys a")].indexOf(document.activeElement);
      old.replaceWith(made);
      if (at >= 0) ([...made.querySelectorAll(".keys button, .keys a")].at(at) ?? log).focus({ preventScroll: true });
      if (stuck) toEnd();
    },
    /** A message that is gone, and its day with it if it was the only one. */
    removed(id) {
      const old = of(id);
      const day = old?.closest(".day");
      old?.remove();
      if (day?.children.length === 1) day.remove();
      if (chat.messages.size === 0) log.replaceChildren(welcome());
    },
    /** Scrolls to a message and shows which it is. */
    find(id) {
      const found = of(id);
      if (!found) return;
      found.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
      found.classList.remove("fresh");
      found.classList.add("found");
      found.tabIndex = -1;
      found.focus({ preventScroll: true });
      setTimeout(() => found.classList.remove("found"), 1700);
    },
    /** The wait of the buttons of a message is over. */
    answered(id, data) {
      for (const button of of(id)?.querySelectorAll('[aria-busy="true"]') ?? []) {
        if (data === undefined || button.dataset.pressed === data) button.removeAttribute("aria-busy");
      }
    },
    /** During a played year the newest message is not read out each time. */
    quiet(still) {
      log.setAttribute("aria-live", still ? "off" : "polite");
    },
    node: log,
  };
}

/** "AB" for "Aftercare bot": what stands in a round face. */
export function initials(name) {
  const firsts = name.trim().split(/\s+/).map((word) => [...word][0] ?? "");
  return firsts.slice(0, 2).join("").toUpperCase();
}
