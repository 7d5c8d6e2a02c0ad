// Who one is: a small switcher between patients, each with a phone of their own.

import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { choice, entry, menu } from "./menu.js";
import { cityOf } from "./when.js";

const LANGUAGES = [
  ["en", "English"], ["ar", "العربية"], ["de", "Deutsch"], ["es", "Español"], ["fa", "فارسی"], ["fr", "Français"],
  ["hi", "हिन्दी"],
  ["id", "Bahasa Indonesia"], ["it", "Italiano"], ["pl", "Polski"], ["pt-br", "Português (Brasil)"], ["pt", "Português (Portugal)"],
  ["ru", "Русский"], ["tr", "Türkçe"], ["uk", "Українська"],
];

/** The zone that the browser is set to. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Fills a list of time zones, by region; `chosen` is selected, and added if the browser does not list it. */
export function fillZones(select, chosen) {
  const groups = new Map();
  const names = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), chosen]);
  for (const name of [...names].sort()) {
    const region = name.includes("/") ? name.split("/")[0] : "Other";
    if (!groups.has(region)) groups.set(region, el("optgroup", { label: region }));
    const place = name.includes("/") ? name.split("/").slice(1).join(", ").replaceAll("_", " ") : name;
    groups.get(region).append(el("option", { value: name, selected: name === chosen }, place));
  }
  select.replaceChildren(...groups.values());
}

/** `state()` answers `{people, open}`; `acts`: `open(id)`, `add(name, language, zone)`, `block(blocked)`. */
export function makePeople(state, acts) {
  const box = byId("new-person");

  menu(byId("people-button"), byId("people-menu"), () => {
    const { people, open } = state();
    const list = [...people.values()].map((one) => choice(
      () => acts.open(one.id), one.id === open.id,
      el("span", {}, el("bdi", {}, one.name), " ", el("span", { class: "beside" }, `${cityOf(one.reader.zone)}, ${one.reader.language}`)),
      one.unread > 0 && el("span", { class: "beside" }, `${one.unread} new`)));
    return [...list, el("hr"), entry(ask, icon("plus"), "Add a patient…"),
      entry(() => acts.block(!open.blocked), icon("stop"), open.blocked ? "Unblock the bot" : "Block the bot")];
  });

  function ask() {
    byId("new-name").value = "";
    byId("new-language").replaceChildren(...LANGUAGES.map(([code, name]) => el("option", { value: code }, name)));
    fillZones(byId("new-zone"), ownZone());
    box.showModal();
    byId("new-name").focus();
  }

  byId("new-person-form").addEventListener("submit", () => {
    acts.add(byId("new-name").value.trim(), byId("new-language").value, byId("new-zone").value);
  });
}
