// Time: the world's clock, which the time machine turns, and how a patient's phone writes a moment.
// Instants are Unix seconds; the machine's own time of day is never asked.

const cache = new Map();

function format(language, zone, options) {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  if (!cache.has(key)) {
    let usable = "en-GB";
    try {
      usable = Intl.DateTimeFormat.supportedLocalesOf([language])[0] ?? usable;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    if (usable === "en") usable = "en-GB";
    cache.set(key, new Intl.DateTimeFormat(usable, { calendar: "gregory", timeZone: zone, ...options }));
  }
  return cache.get(key);
}

function parts(unix, zone, options) {
  const found = {};
  for (const { type, value } of format("en-GB", zone, options).formatToParts(unix * 1000)) found[type] = value;
  return found;
}

/** "09:30" */
export function hourMinute(unix, zone) {
  return format("en-GB", zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(unix * 1000);
}

/** "2026-03-27": the local date, for comparing. */
export function dayKey(unix, zone) {
  const { year, month, day } = parts(unix, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${year}-${month}-${day}`;
}

/** "Fri 27 March", with the year where it is not the year of `now`. */
export function dayName(unix, zone, now) {
  const { weekday, day, month, year } = parts(unix, zone, { weekday: "short", day: "numeric", month: "long", year: "numeric" });
  const thisYear = parts(now, zone, { year: "numeric" }).year;
  return `${weekday} ${day} ${month}${year === thisYear ? "" : ` ${year}`}`;
}

/** "UTC+01:00" */
export function offsetName(unix, zone) {
  const name = parts(unix, zone, { timeZoneName: "longOffset" }).timeZoneName;
  return name === "GMT" ? "UTC+00:00" : name.replace("GMT", "UTC");
}

/** "Sat 7 March 2026, 16:30:00, UTC+01:00": the exact instant. */
export function exact(unix, zone) {
  const { weekday, day, month, year } = parts(unix, zone, { weekday: "short", day: "numeric", month: "long", year: "numeric" });
  const time = format("en-GB", zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  return `${weekday} ${day} ${month} ${year}, ${time.format(unix * 1000)}, ${offsetName(unix, zone)}`;
}

/** "Lisbon" for Europe/Lisbon. */
export const cityOf = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

/**
 * A date-time entity as a phone shows it: `r`, or `w?[dD]?[tT]?` (weekday, short or long date, short or long time), in the reader's
 * zone and language. An empty pattern leaves the text that the bot wrote: null.
 */
export function entityText(unix, pattern, { zone, language }, now) {
  if (!pattern) return null;
  if (pattern === "r") return relative(unix, now, language);
  const has = (letter) => pattern.includes(letter);
  const options = {};
  if (has("w")) options.weekday = has("d") ? "short" : "long";
  if (has("d") || has("D")) {
    options.day = "numeric";
    options.month = has("D") ? "long" : "short";
    if (has("D") || dayKey(unix, zone).slice(0, 4) !== dayKey(now, zone).slice(0, 4)) options.year = "numeric";
  }
  if (has("t") || has("T")) {
    options.hour = "2-digit";
    options.minute = "2-digit";
    if (has("T")) options.second = "2-digit";
  }
  return format(language, zone, options).format(unix * 1000);
}

const UNITS = [
  ["year", 31_536_000], ["month", 2_592_000], ["week", 604_800], ["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1],
];

function relative(unix, now, language) {
  const away = unix - now;
  const [unit, seconds] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? UNITS.at(-1);
  let usable;
  try {
    usable = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    usable = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  }
  return usable.format(Math.trunc(away / seconds), unit);
}

const world = { unix: 0, at: 0, running: false };

/** The present moment of the world, which stands still while the clock is held. */
export function worldNow() {
  return world.running ? world.unix + (performance.now() - world.at) / 1000 : world.unix;
}

/** Takes over what the server says the time is. */
export function setWorld(unix, running) {
  Object.assign(world, { unix, at: performance.now(), running });
}
