// The year at a glance: one line for each month, one place for each day, a mark where the bot wrote.

import { dayKey } from "./when.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LEFT = 34;
const STEP = 8.6;
const LINE = 15;
const MOST_LINES = 18;

function shape(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

/** Draws what the bot wrote to this chat, from the month of its first message. Answers null while it has not written. */
export function drawYear(messages, zone, now) {
  const days = new Map();
  let count = 0;
  let rings = 0;
  for (const message of messages) {
    if (message.own || message.kind === "service") continue;
    const day = dayKey(message.date, zone);
    days.set(day, (days.get(day) ?? false) || !message.silent);
    count += 1;
    rings += message.silent ? 0 : 1;
  }
  if (count === 0) return null;
  const first = [...days.keys()].sort()[0];
  const today = dayKey(now, zone);
  const lines = Math.min(Math.max(monthsBetween(first, today) + 1, 13), MOST_LINES);
  const words = `${count} messages from the bot on ${days.size} days; ${rings} rang`;
  const picture = shape("svg", { viewBox: `0 0 ${LEFT + 31 * STEP} ${lines * LINE}`, role: "img", "aria-label": words });
  const [year, month] = first.split("-").map(Number);
  for (let line = 0; line < lines; line += 1) {
    const at = new Date(Date.UTC(year, month - 1 + line, 1));
    drawMonth(picture, at, line * LINE + LINE / 2, days, today);
  }
  return picture;
}

function monthsBetween(from, to) {
  const [a, b] = [from, to].map((day) => day.split("-").map(Number));
  return (b[0] - a[0]) * 12 + b[1] - a[1];
}

function drawMonth(picture, at, y, days, today) {
  picture.append(shape("text", { x: 0, y: y + 3.4 }, MONTHS[at.getUTCMonth()]));
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  for (let day = 1; day <= length; day += 1) {
    const key = `${at.toISOString().slice(0, 8)}${String(day).padStart(2, "0")}`;
    const x = LEFT + (day - 0.5) * STEP;
    const said = days.get(key);
    if (said === undefined) picture.append(shape("circle", { cx: x, cy: y, r: 1.15, class: "grid" }));
    else picture.append(shape("circle", { cx: x, cy: y, r: said ? 3.4 : 2.8, class: said ? "rings" : "silent" }));
    if (key === today) picture.append(shape("rect", { x: x - 5.2, y: y - 6, width: 10.4, height: 12, rx: 3.4, class: "today" }));
  }
}
