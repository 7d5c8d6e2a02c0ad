// The line where one writes: Enter sends, Shift+Enter breaks the line, arrow up on an empty line edits what one said last.

import { byId, el } from "./dom.js";
import { entry, menu } from "./menu.js";

const LONGEST = 4096;
const COUNT_FROM = 3600;

/** `acts`: `say(text)`, `change(id, text)`, `lastOwn()`, `commands()`, `press(key)`. */
export function makeComposer(acts) {
  const words = byId("words");
  const count = byId("count");
  let editing = null;
  let keysShown = true;
  let keyboard = null;

  function measure() {
    words.style.height = "auto";
    words.style.height = `${words.scrollHeight + 2}px`;
    const length = [...words.value].length;
    const over = length - LONGEST;
    const many = `${over} ${over === 1 ? "character" : "characters"} too many`;
    count.textContent = over > 0 ? many : length >= COUNT_FROM ? `${length} of ${LONGEST}` : "";
    count.classList.toggle("over", over > 0);
    words.setAttribute("aria-invalid", String(over > 0));
    byId("send").disabled = over > 0 || words.value.trim() === "";
  }

  function edit(message) {
    editing = message?.id ?? null;
    byId("editing").hidden = editing === null;
    words.value = message?.text ?? "";
    measure();
    words.focus();
  }

  function submit() {
    const text = words.value.trim();
    if (!text || [...text].length > LONGEST) return;
    const done = editing === null ? acts.say(text) : acts.change(editing, text);
    if (done !== false) edit(null);
  }

  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  words.addEventListener("input", measure);
  words.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && words.value === "") {
      const last = acts.lastOwn();
      if (last) {
        event.preventDefault();
        edit(last);
      }
    } else if (event.key === "Escape" && editing !== null) edit(null);
  });
  byId("editing-stop").addEventListener("click", () => edit(null));

  menu(byId("commands-button"), byId("commands-menu"), () => {
    const commands = acts.commands();
    const listed = commands.length > 0 ? commands : [{ name: "start", about: "The bot has not published its commands yet" }];
    return listed.map(({ name, about }) => entry(
      () => acts.say(`/${name}`), el("strong", {}, `/${name}`), el("span", { class: "beside", dir: "auto" }, about)));
  });

  function showKeys() {
    const there = keyboard !== null && keyboard.rows.length > 0;
    byId("keys-button").hidden = !there;
    byId("keys-button").setAttribute("aria-pressed", String(there && keysShown));
    byId("reply-keys").hidden = !there || !keysShown;
  }

  byId("keys-button").addEventListener("click", () => {
    keysShown = !keysShown;
    showKeys();
  });
  measure();

  return {
    edit,
    /** Puts the bot's keyboard below the chat, or takes it away. */
    keys(given) {
      if (JSON.stringify(given) !== JSON.stringify(keyboard)) keysShown = true;
      keyboard = given;
      words.placeholder = given?.placeholder || "Message";
      const rows = (given?.rows ?? []).map((row) => el("div", {}, ...row.map((key) =>
        el("button", { type: "button", onclick: () => acts.press(key) }, el("bdi", {}, key.text)))));
      byId("reply-keys").replaceChildren(...rows);
      showKeys();
    },
  };
}
