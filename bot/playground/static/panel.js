// The time machine's panel: the world's clock in the patient's zone, and everything that turns it.

import { byId, calm } from "./dom.js";
import { fillZones } from "./people.js";
import { cityOf, dayName, exact, hourMinute, offsetName, setWorld, worldNow } from "./when.js";
import { drawYear } from "./year.js";

const TURN = 320;
const DOING = { step: "Walking…", next: "Walking to the next message…", year: "Playing the year…" };
const ENDS = {
  nothing: "The bot plans nothing more.",
  stuck: "The bot is still busy, so the clock waits here.",
  stopped: "Stopped.",
};

/** `ask(deed, facts)` asks the server; `open()` answers the chat that is open. */
export function makePanel(ask, open) {
  const panel = byId("panel");
  const sheet = byId("clock-button");
  let machine = { now: 0, running: false, walk: null, next: null, outcome: null };
  let turning = null;
  let lastKind = null;

  function shown() {
    const now = worldNow();
    if (!turning) return now;
    const part = (performance.now() - turning.at) / TURN;
    if (part >= 1) turning = null;
    return part >= 1 ? now : turning.from + (now - turning.from) * part;
  }

  function drawClock() {
    const { zone } = open().reader;
    const now = shown();
    const text = hourMinute(now, zone);
    for (const id of ["clock", "world-time"]) {
      const node = byId(id);
      if (node.textContent !== text) node.textContent = text;
      node.setAttribute("datetime", new Date(now * 1000).toISOString());
      node.title = exact(now, zone);
    }
    write("world-day", dayName(now, zone, 0));
    if (turning) requestAnimationFrame(drawClock);
  }

  function write(id, text) {
    if (byId(id).textContent !== text) byId(id).textContent = text;
  }

  function drawState() {
    const { zone } = open().reader;
    const { walk, outcome, running, next } = machine;
    const place = `${cityOf(zone)}, ${offsetName(machine.now, zone)}`;
    const doing = walk ? DOING[walk.kind] : outcome === "arrived" && lastKind === "year" ? "The year has been played." : ENDS[outcome];
    write("world-state", doing ?? `${place}${running ? "" : ", held"}`);
    byId("world-state").classList.toggle("stuck", !walk && outcome === "stuck");
    panel.classList.toggle("walking", walk?.kind === "year");
    for (const id of ["to-next", "plus-hour", "plus-day", "play"]) byId(id).setAttribute("aria-disabled", String(walk !== null));
    byId("stop").disabled = walk === null;
    byId("held").checked = !running;
    drawProgress();
    const coming = next && `The bot's next moment: ${dayName(next, zone, machine.now)}, ${hourMinute(next, zone)}`;
    write("upcoming", walk ? "" : coming ?? "The bot has nothing planned.");
  }

  function drawProgress() {
    const { walk, now } = machine;
    byId("progress").hidden = walk?.kind !== "year";
    if (walk?.kind !== "year") return;
    byId("progress-bar").value = Math.min((now - walk.start) / (walk.until - walk.start), 1);
    write("progress-text", `day ${Math.floor((now - walk.start) / 86_400)}`);
  }

  function drawPast() {
    const chat = open();
    const picture = drawYear(chat.messages.values(), chat.reader.zone, machine.now);
    byId("year").hidden = picture === null;
    byId("year-picture").replaceChildren(...(picture ? [picture] : []));
  }

  function sheetOpen(wanted) {
    panel.classList.toggle("open", wanted);
    sheet.setAttribute("aria-expanded", String(wanted));
    if (wanted) byId("to-next").focus();
    else sheet.focus();
  }

  const beside = matchMedia("(min-width: 900px)");
  sheet.addEventListener("click", () => {
    if (beside.matches) byId("to-next").focus();
    else sheetOpen(!panel.classList.contains("open"));
  });
  byId("panel-close").addEventListener("click", () => sheetOpen(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !beside.matches) sheetOpen(false);
  });

  const press = { "plus-hour": ["walk", { hours: 1 }], "plus-day": ["walk", { hours: 24 }], play: ["play", {}] };
  for (const [id, [deed, facts]] of Object.entries(press)) byId(id).addEventListener("click", () => go(deed, facts));
  byId("to-next").addEventListener("click", () => go("walk_to_next", { person: open().id }));
  byId("stop").addEventListener("click", () => ask("stop"));
  byId("held").addEventListener("change", (event) => ask("hold", { held: event.target.checked }));
  byId("zone").addEventListener("change", (event) => ask("set_zone", { person: open().id, zone: event.target.value }));
  byId("jump-form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask("jump", { hours: byId("jump-amount").valueAsNumber * (byId("jump-unit").value === "days" ? 24 : 1) });
  });

  function go(deed, facts) {
    if (!machine.walk) ask(deed, facts);
  }

  /** On a phone the played year hides the buttons: whoever was on one of them is taken to Stop, and back at the end. */
  function keepFocus(before) {
    if (machine.walk?.kind === "year" && before === byId("play") && !beside.matches) byId("stop").focus({ preventScroll: true });
    if (!machine.walk && before === byId("stop")) byId("play").focus({ preventScroll: true });
  }

  setInterval(() => open() && drawClock(), 500);

  return {
    /** The server says how the machine stands. */
    turned(told) {
      const before = document.activeElement;
      const far = Math.abs(told.now - worldNow()) > 5 && machine.now !== 0;
      turning = far && !calm() ? { from: worldNow(), at: performance.now() } : null;
      machine = told;
      lastKind = told.walk?.kind ?? lastKind;
      setWorld(told.now, told.running);
      drawClock();
      drawState();
      drawPast();
      keepFocus(before);
    },
    /** Another chat is open, or its phone is in another zone. */
    opened() {
      fillZones(byId("zone"), open().reader.zone);
      drawClock();
      drawState();
      drawPast();
    },
    /** Something was said. */
    said: drawPast,
    get playing() {
      return machine.walk?.kind === "year";
    },
  };
}
