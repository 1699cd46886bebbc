// What a wall and its zone say, as minutes since 1970, and how far something past lies ahead. Twin of moments.py.
/** @import { Entry, Phone } from "shapes" */
import { count } from "./filters.js";

/** Minutes by which something past may lie ahead before anybody is told, and before no clock or zone explains it. */
export const TOLD = 60;
export const REFUSED = 1440;
// The zone whose days begin first: where a zone is not known, nothing is called ahead that is not ahead everywhere.
const UNKNOWN = 14 * 3600;
const DAY = 86_400;
const WRITTEN = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/**
 * Whether the text names a day of the calendar, "2026-11-20", from 1900 on.
 * @param {string} text
 */
export function isDay(text) {
  if (!WRITTEN.test(text) || text < "1900") return false;
  const [year, month, dayOfMonth] = text.split("-").map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= days[month - 1];
}

/**
 * The minute in which the wall of a zone shows "2026-11-20T10:05"; a day alone means its midnight.
 * @param {string} wall
 * @param {string} tz
 */
export function minuteOf(wall, tz) {
  const naive = secondOf(`${wall}T00:00`.slice(0, 16));
  const [before, after] = [naive - DAY, naive + DAY].map((second) => offsetOf(second, tz));
  const holds = (/** @type {number} */ offset) => offsetOf(naive - offset, tz) === offset;
  // An hour that the clocks skip or repeat is read with the clock of before.
  const offset = before === after || holds(before) || !holds(after) ? before : after;
  return Math.floor((naive - offset) / 60);
}

/**
 * The minute of an instant, "…Z".
 * @param {string} instant
 */
export const minuteAt = (instant) => Math.floor(Date.parse(instant) / 60_000);

/**
 * What the wall of a zone shows in a minute: "2026-11-20T10:05".
 * @param {number} minute
 * @param {string} tz
 */
export const wallAt = (minute, tz) =>
  new Date((minute * 60 + offsetOf(minute * 60, tz)) * 1000).toISOString().slice(0, 16);

/**
 * By how many minutes the wall's moment lies after an instant; 0 where it does not.
 * @param {string} wall
 * @param {string} tz
 * @param {string} instant
 */
export function lead(wall, tz, instant) {
  // Most days lie well before, and are settled without a look at any zone.
  if (wall.slice(0, 10) < new Date(Date.parse(instant) - 2 * DAY * 1000).toISOString().slice(0, 10)) return 0;
  return Math.max(0, minuteOf(wall, tz) - minuteAt(instant));
}

/**
 * The same for the treatment of an entry, which may be half filled in.
 * @param {Pick<Entry, "performed_on" | "performed_at" | "tz">} doc
 * @param {string} instant
 */
export function treatmentLead(doc, instant) {
  if (!doc.performed_on) return 0;
  return lead(`${doc.performed_on}T${doc.performed_at || "00:00"}`, doc.tz, instant);
}

/**
 * The server's clock as far as a phone knows it: its own, put right by what the last sync said of it. It is never before
 * that sync: a phone whose clock fell back must not call today tomorrow.
 * @param {string} now
 * @param {Phone | null | undefined} phone
 */
export function knownNow(now, phone) {
  if (!phone) return now;
  const right = `${new Date(Date.parse(now) - (phone.clock_offset_s || 0) * 1000).toISOString().slice(0, 19)}Z`;
  const last = phone.last_sync || "";
  return right < last ? last : right;
}

/**
 * A stretch of time as people say it: "20 minutes", "3 hours", "2 days".
 * @param {number} minutes
 */
export function far(minutes) {
  if (minutes >= 2 * REFUSED) return count(Math.round(minutes / REFUSED), "day", "days");
  if (minutes >= TOLD) return count(Math.round(minutes / TOLD), "hour", "hours");
  return count(minutes, "minute", "minutes");
}

/**
 * The day somebody probably meant who wrote one so far ahead: the day before, or the same day of a year that was.
 * @param {string} day
 * @param {number} minutes
 * @param {string} today
 */
export function meant(day, minutes, today) {
  if (minutes < REFUSED) return new Date((secondOf(`${day}T00:00`) - DAY) * 1000).toISOString().slice(0, 10);
  // The year is what slips when a date is typed; 29 February is in few years.
  const end = day.slice(5) === "02-29" ? "02-28" : day.slice(5);
  return `${String(Number(today.slice(0, 4)) - (end > today.slice(5) ? 1 : 0)).padStart(4, "0")}-${end}`;
}

/**
 * Why something past cannot lie so far ahead; message asks for what it should be.
 * @param {number} minutes
 * @param {string} message
 */
export const refusal = (minutes, message) => `This is ${far(minutes)} ahead. ${message}.`;

// A wall read as if it hung in Greenwich.
/** @param {string} wall */
const secondOf = (wall) => Date.parse(`${wall}:00Z`) / 1000;

// By how many seconds a zone's wall is ahead of Greenwich at that second.
/**
 * @param {number} second
 * @param {string} tz
 */
function offsetOf(second, tz) {
  const shown = wallOf(tz);
  if (shown === null) return UNKNOWN;
  const parts = Object.fromEntries(
    shown.formatToParts(second * 1000).map(({ type, value }) => [type, Number(value)]),
  );
  return (
    Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) / 1000 - second
  );
}

// Making one takes longer than everything else here.
/** @type {Map<string, Intl.DateTimeFormat | null>} */
const walls = new Map();

/** @param {string} timeZone */
function wallOf(timeZone) {
  if (!walls.has(timeZone)) walls.set(timeZone, makeWall(timeZone));
  return walls.get(timeZone) ?? null;
}

/**
 * @param {string} timeZone
 * @returns {Intl.DateTimeFormat | null}
 */
function makeWall(timeZone) {
  const two = "2-digit";
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { year: "numeric", month: two, day: two, hour: two, minute: two, second: two };
  try {
    return new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", { timeZone, hourCycle: "h23", ...parts });
  } catch {
    return null;
  }
}
