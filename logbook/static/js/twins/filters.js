// Our own template filters: whole numbers, ISO dates and codes become words. Twin of filters.py, where each is told.
/** @import { StateWords } from "shapes" */

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
// 1 March of year 0 was a Wednesday; the whole weeks on top keep the two months before it above zero.
const FIRST_WEEKDAY = 2 + 7 * 53;
const LONG_MONTHS = [1, 3, 5, 7, 8, 10, 12];
const STAMP = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::[0-9]{2})?)?$/;
const TIME = /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T)?([0-9]{2}):([0-9]{2})(?::[0-9]{2})?$/;

/**
 * All house filters by name. `vocabulary` is {list: {code: words or {label: words, …}}}.
 * @param {Record<string, unknown>} vocabulary
 */
export function makeFilters(vocabulary) {
  /** @type {(code: string, name: string) => string} */
  const label = (code, name) => {
    if (!Object.hasOwn(vocabulary, text(name))) throw new TypeError(`there is no list ${name}`);
    const words = /** @type {Record<string, string | StateWords>} */ (vocabulary[name]);
    const found = Object.hasOwn(words, text(code)) ? words[text(code)] : text(code);
    return typeof found === "object" ? found.label : found;
  };
  return {
    age,
    count,
    date,
    day,
    day_year: dayYear,
    hundredths,
    label,
    percent,
    short,
    stamp,
    tenths,
    time,
    units,
  };
}

/**
 * Words as they stand inside a sentence: "Glabella" → "glabella"; what begins with two capitals keeps them.
 * @param {string} words
 */
export const lowered = (words) =>
  /^.\p{Lu}/u.test(words) ? words : words.slice(0, 1).toLowerCase() + words.slice(1);

/**
 * "2026-11-17" or "2026-11-17T16:20" → "17 November 2026".
 * @param {string | null} value
 */
export function date(value) {
  const found = dayOf(value);
  return found ? `${found.day} ${MONTHS[found.month - 1]} ${found.year}` : text(value);
}

/**
 * "2026-11-17" → "Tuesday 17 November".
 * @param {string | null} value
 */
export function day(value) {
  const found = dayOf(value);
  return found
    ? `${WEEKDAYS[(numberOf(found) + FIRST_WEEKDAY) % 7]} ${found.day} ${MONTHS[found.month - 1]}`
    : text(value);
}

/**
 * "2026-11-17" → "Tuesday 17 November 2026".
 * @param {string | null} value
 */
export function dayYear(value) {
  const found = dayOf(value);
  return found ? `${day(value)} ${found.year}` : text(value);
}

/**
 * "10:05" or "2026-11-17T10:05" → "10:05am"; whole hours "1pm"; "midday", "midnight".
 * @param {string | null} value
 */
export function time(value) {
  const found = TIME.exec(text(value));
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return text(value);
  const [hour, minute] = [Number(found[1]), found[2]];
  if (minute === "00" && hour % 12 === 0) return hour ? "midday" : "midnight";
  return `${((hour + 11) % 12) + 1}${minute === "00" ? "" : `:${minute}`}${hour > 11 ? "pm" : "am"}`;
}

/**
 * "2026-11-17T16:20", local → "17 November 2026, 4:20pm"; a date alone as `date` has it.
 * @param {string | null} value
 */
export const stamp = (value) =>
  dayOf(value) && text(value).includes("T") ? `${date(value)}, ${time(value)}` : date(value);

/**
 * Whole days from one date to another: "today", "1 day", "4 days"; a day to come counts as today.
 * @param {string | null} since
 * @param {string | null} until
 */
export function age(since, until) {
  const [first, last] = [dayOf(since), dayOf(until)];
  if (!first || !last) return "";
  const days = numberOf(last) - numberOf(first);
  return days < 1 ? "today" : count(days, "day", "days");
}

/**
 * 25 → "2.5", 20 → "2".
 * @param {number | null} value
 */
export const tenths = (value) => (value === null ? "" : decimal(value, 10));

/**
 * 125 → "1.25", 120 → "1.2", 100 → "1".
 * @param {number | null} value
 */
export const hundredths = (value) => (value === null ? "" : decimal(value, 100));

/**
 * Tenths of a unit: 200 → "20 units", 25 → "2.5 units", 10 → "1 unit".
 * @param {number | null} value
 */
export const units = (value) => (value === null ? "" : `${tenths(value)} ${value === 10 ? "unit" : "units"}`);

/**
 * count(3, "case", "cases") → "3 cases".
 * @param {number} number
 * @param {string} one
 * @param {string} many
 */
export const count = (number, one, many) => `${whole(number)} ${number === 1 ? text(one) : text(many)}`;

/**
 * Whole percent, rounded down; 0 of nothing.
 * @param {number} part
 * @param {number} of
 */
export function percent(part, of) {
  const share = whole(part) * 100;
  return whole(of) ? Math.floor(share / of) : 0;
}

/**
 * The first 12 digits of a hash, to read aloud: "7f3a91c204de…" → "7F3A-91C2-04DE".
 * @param {string | null} value
 */
export const short = (value) =>
  (
    [...text(value)]
      .slice(0, 12)
      .join("")
      .toUpperCase()
      .match(/.{1,4}/gsu) ?? []
  ).join("-");

/** @param {string | null} value */
function dayOf(value) {
  const found = STAMP.exec(text(value));
  if (!found) return null;
  const [year, month, day_] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const real = month >= 1 && month <= 12 && day_ >= 1 && day_ <= daysIn(year, month);
  return real && Number(found[4] ?? 0) < 24 && Number(found[5] ?? 0) < 60 ? { year, month, day: day_ } : null;
}

/**
 * @param {number} year
 * @param {number} month
 */
function daysIn(year, month) {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return LONG_MONTHS.includes(month) ? 31 : 30;
}

/** @param {{year: number, month: number, day: number}} found */
function numberOf(found) {
  // Days since 1 March of year 0: counting years from March puts the leap day at their end.
  const year = found.month < 3 ? found.year - 1 : found.year;
  const month = (found.month + 9) % 12;
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leaps + Math.floor((month * 153 + 2) / 5) + found.day - 1;
}

/**
 * @param {number} value
 * @param {number} scale
 */
function decimal(value, scale) {
  const size = Math.abs(whole(value));
  const digits = String(size % scale)
    .padStart(String(scale).length - 1, "0")
    .replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${Math.floor(size / scale)}${digits ? `.${digits}` : ""}`;
}

/** @param {string | null} value */
function text(value) {
  if (value !== null && typeof value !== "string")
    throw new TypeError(`a text is needed, not ${typeof value}`);
  return value ?? "";
}

/** @param {number} value */
function whole(value) {
  if (!Number.isSafeInteger(value)) throw new TypeError("a whole number is needed");
  return value;
}
