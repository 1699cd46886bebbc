// What a fast clock dated wrongly, put right by how far it was ahead. Twin of statements/moving.py.
/** @import { Answer, Values } from "phone" */
/** @import { Parked, Phone, Written } from "shapes" */
import { REFUSED, TOLD, lead, minuteAt, minuteOf, wallAt } from "../moments.js";

const CODE = "clock_ahead";
// Days and instants of a statement by its kind; an entry's treatment is a day with a time.
/** @type {Record<string, string[]>} */
const DAYS = { review: ["seen_on"] };
/** @type {Record<string, string[]>} */
const INSTANTS = { entry: ["recorded_at"], signoff: ["signed_at"], withdrawal: ["at"], set_aside: ["at"] };
const KINDS = new Set([...Object.keys(DAYS), ...Object.keys(INSTANTS)]);

/**
 * The refused rows of a phone that can be put right, as {mutation, doc: as it would be, minutes}, in their order. phone
 * says how far its clock is ahead by the last sync: rows of older builds do not say it themselves.
 * @param {Parked[]} parked
 * @param {Phone | null} phone
 * @param {string} tz
 * @returns {{mutation: string, doc: Written, minutes: number}[]}
 */
export function movable(parked, phone, tz) {
  const known = phone?.clock_offset_s || 0;
  return parked.flatMap((row) => {
    const minutes = Math.floor(((row.ahead_s || known) + 30) / 60);
    if (row.code !== CODE || !KINDS.has(row.doc.typ) || minutes < TOLD) return [];
    const doc = moved(row.doc, minutes, row.at, tz);
    return doc === null ? [] : [{ mutation: row.mutation, doc, minutes }];
  });
}

/**
 * The statement as it would have been by a right clock; null where its dates would lie ahead all the same. at is when it
 * was saved, by the clock that was `minutes` ahead.
 * @param {Written} doc
 * @param {number} minutes
 * @param {string} at
 * @param {string} zone
 * @returns {Written | null}
 */
export function moved(doc, minutes, at, zone) {
  const clock = clockOf(minutes, ("tz" in doc && doc.tz) || zone, at);
  /** @type {Values} */
  const made = { ...doc };
  if (doc.typ === "entry") {
    const treated = clock.back(`${doc.performed_on}T${doc.performed_at}`);
    Object.assign(made, { performed_on: treated.slice(0, 10), performed_at: treated.slice(11) });
    if (doc.product?.reconstituted_at)
      made.product = { ...doc.product, reconstituted_at: clock.back(doc.product.reconstituted_at) };
    made.warnings = doc.warnings.filter(({ code }) => code !== "dated_ahead");
  }
  if ("events" in doc && doc.events) {
    made.events = doc.events.map((event) =>
      event.resolved_on ? { ...event, resolved_on: clock.day(event.resolved_on) } : event,
    );
  }
  for (const name of DAYS[doc.typ] ?? []) made[name] = clock.day(made[name]);
  for (const name of INSTANTS[doc.typ] ?? []) made[name] = clock.instant(made[name]);
  return clock.isAheadStill() ? null : /** @type {Answer} */ (made);
}

// A clock that was ahead, and what it said moved back. Moved is what cannot have been when it was saved.
/**
 * @param {number} minutes
 * @param {string} tz
 * @param {string} at
 */
function clockOf(minutes, tz, at) {
  const saved = plus(at, -minutes);
  const time = wallAt(minuteAt(at), tz).slice(10);
  // Who put the day right by hand left the hour: so much may be ahead and is theirs.
  const rest = minutes % REFUSED >= REFUSED - TOLD ? 0 : minutes % REFUSED;
  const least = Math.min(REFUSED, rest + TOLD, Math.floor(minutes / 2));
  let isAhead = false;
  const shift = (/** @type {string} */ wall, /** @type {string} */ zone) => {
    if (lead(wall, zone, saved) < least) return wall;
    const found = wallAt(minuteOf(wall, zone) - minutes, zone);
    isAhead ||= lead(found, zone, saved) >= REFUSED;
    return found;
  };
  return {
    back: (/** @type {string} */ wall) => shift(wall, tz),
    // A day alone was today's by the clock, at the hour of saving.
    day: (/** @type {string} */ day) => shift(day + time, tz).slice(0, 10),
    instant: (/** @type {string} */ instant) =>
      shift(instant.slice(0, 16), "UTC") === instant.slice(0, 16) ? instant : plus(instant, -minutes),
    isAheadStill: () => isAhead,
  };
}

/**
 * @param {string} instant
 * @param {number} minutes
 */
const plus = (instant, minutes) =>
  `${new Date(Date.parse(instant) + minutes * 60_000).toISOString().slice(0, 19)}Z`;
