// Values as templates see them: Python's idea of truth, equality, order, length and spelling.
/** @import { Dictionary, Value } from "templates" */

/** Text that is HTML already and is not escaped again. */
export class Safe {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toJSON() {
    return this.text;
  }
}

/** A template could not be rendered; `template` names the file once it is known. */
export class TemplateError extends Error {
  /**
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(message, options) {
    super(message, options);
    this.template = "";
  }
}

/**
 * Stops the rendering.
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  throw new TemplateError(message);
}

/**
 * The function, its errors naming the template they happened in.
 * @template {unknown[]} G
 * @template R
 * @param {string} name
 * @param {(...given: G) => R} work
 * @returns {(...given: G) => R}
 */
export const placed =
  (name, work) =>
  (...given) => {
    try {
      return work(...given);
    } catch (error) {
      if (!(error instanceof Error) || (error instanceof TemplateError && error.template)) throw error;
      const named = new TemplateError(`${name}: ${error.message}`, { cause: error });
      named.template = name;
      throw named;
    }
  };

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const WHITE = "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const EDGES = new RegExp(`^${WHITE}+|${WHITE}+$`, "g");

/** The spaces Python knows, as one or more of them; JavaScript's own set differs. */
export const SPACES = new RegExp(`${WHITE}+`);

/**
 * HTML of a text.
 * @param {string} text
 */
export const escape = (text) =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]) : text;

/**
 * The text without the spaces at its ends.
 * @param {string} text
 */
export const strip = (text) => text.replace(EDGES, "");

/**
 * Whether the value is text, marked as HTML or not.
 * @param {Value} value
 * @returns {value is string | Safe}
 */
export const isText = (value) => typeof value === "string" || value instanceof Safe;

/**
 * Whether the value is a dictionary.
 * @param {Value} value
 * @returns {value is Dictionary}
 */
export const isMap = (value) =>
  value !== null &&
  typeof value === "object" &&
  !Array.isArray(value) &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/**
 * The one spelling of a value that both engines agree on; anything without one stops the rendering.
 * @param {Value} value
 * @returns {string}
 */
export function text(value) {
  if (typeof value === "string") return value;
  if (Number.isSafeInteger(value)) return String(value);
  if (value instanceof Safe) return value.text;
  if (value === undefined) fail("undefined cannot be printed");
  return fail(`${kind(value)} cannot be printed: give it to a filter or ask about it with if`);
}

/**
 * The value as HTML.
 * @param {Value} value
 */
export const html = (value) => (value instanceof Safe ? value.text : escape(text(value)));

/**
 * The text `result`, marked as HTML where `value` was.
 * @param {Value} value
 * @param {string} result
 */
export const like = (value, result) => (value instanceof Safe ? new Safe(result) : result);

/**
 * Python's truth: empty text, lists and dictionaries are false. Undefined stops the rendering.
 * @param {Value} value
 */
export function truth(value) {
  if (value === undefined) fail("undefined is neither true nor false; ask with 'is defined'");
  if (value === null || value === false || value === 0 || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Safe) return value.text !== "";
  return isMap(value) ? Object.keys(value).length > 0 : true;
}

/**
 * Equality as Python has it: lists and dictionaries by content, 1 == true, "1" != 1.
 * @param {Value} left
 * @param {Value} right
 * @returns {boolean}
 */
export function equal(left, right) {
  const a = plain(left);
  const b = plain(right);
  if (a === undefined || b === undefined) fail("undefined cannot be compared");
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

/**
 * Below zero, zero or above it: the order of two numbers, texts (by code point) or lists.
 * @param {Value} left
 * @param {Value} right
 * @returns {number}
 */
export function compare(left, right) {
  const a = plain(left);
  const b = plain(right);
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (!Array.isArray(a) || !Array.isArray(b)) fail(`${kind(a)} and ${kind(b)} have no order`);
  const place = a.findIndex((item, i) => i >= b.length || !equal(item, b[i]));
  return place < 0 || place >= b.length ? a.length - b.length : compare(a[place], b[place]);
}

/**
 * Whether `box` (list, dictionary or text) holds the value.
 * @param {Value} value
 * @param {Value} box
 * @returns {boolean}
 */
export function within(value, box) {
  if (Array.isArray(box)) return box.some((item) => equal(item, value));
  if (isText(box) && isText(value)) return text(box).includes(text(value));
  if (isMap(box) && value !== undefined) return isText(value) && Object.hasOwn(box, text(value));
  return fail(`${kind(value)} cannot be looked for in ${kind(box)}`);
}

/**
 * The value as a number; booleans count as 1 and 0, as in Python.
 * @param {Value} value
 * @returns {number}
 */
export function number(value) {
  if (typeof value === "number") return value;
  return typeof value === "boolean" ? Number(value) : fail(`a number is needed, not ${kind(value)}`);
}

/**
 * The value as a list.
 * @param {Value} value
 * @returns {Value[]}
 */
export const list = (value) =>
  Array.isArray(value)
    ? value
    : fail(`a list is needed, not ${kind(value)}; for a dictionary use |dictsort or |items`);

/**
 * The value as a dictionary.
 * @param {Value} value
 * @returns {Dictionary}
 */
export const map = (value) => (isMap(value) ? value : fail(`a dictionary is needed, not ${kind(value)}`));

/**
 * How many characters (code points), items or keys there are.
 * @param {Value} value
 * @returns {number}
 */
export function size(value) {
  if (isText(value)) return characters(value).length;
  if (Array.isArray(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : fail(`${kind(value)} has no length`);
}

/**
 * The characters of a text: itself, or a list of code points where UTF-16 would cut one in two.
 * @param {string | Safe} value
 */
export function characters(value) {
  const plainText = text(value);
  return /[\ud800-\udfff]/.test(plainText) ? [...plainText] : plainText;
}

/**
 * [key, value] pairs in their order. Keys that look like numbers have lost theirs, so they are refused.
 * @param {Value} value
 */
export function entries(value) {
  const found = Object.entries(map(value));
  if (found.some(([key]) => /^[0-9]+$/.test(key))) {
    fail("a dictionary with numbers as keys has no order on the phone; use |dictsort");
  }
  return found;
}

/**
 * `box[key]`: a key of a dictionary, a place in a list or text; undefined where there is none.
 * @param {Value} box
 * @param {Value} key
 * @returns {Value}
 */
export function item(box, key) {
  if (box === undefined || key === undefined) fail("undefined has no attributes");
  if (isMap(box)) return isText(key) && Object.hasOwn(box, text(key)) ? box[text(key)] : undefined;
  const row = Array.isArray(box) ? box : isText(box) ? characters(box) : [];
  const place = typeof key === "boolean" ? Number(key) : key;
  if (typeof place !== "number" || !Number.isInteger(place)) return undefined;
  const found = row[place < 0 ? row.length + place : place];
  return isText(box) && found !== undefined ? like(box, text(found)) : found;
}

/**
 * `box[start:stop]` of a list or text.
 * @param {Value} box
 * @param {Value} start
 * @param {Value} stop
 */
export function slice(box, start, stop) {
  if (!Array.isArray(box) && !isText(box)) fail(`${kind(box)} cannot be sliced`);
  const [from, to] = [start, stop].map((bound) => (bound === null ? undefined : number(bound)));
  if (Array.isArray(box)) return box.slice(from, to);
  const cut = characters(box).slice(from, to);
  return like(box, typeof cut === "string" ? cut : cut.join(""));
}

/** @param {Value} value */
function plain(value) {
  if (value instanceof Safe) return value.text;
  return typeof value === "boolean" ? Number(value) : value;
}

/**
 * @param {string} a
 * @param {string} b
 */
function compareTexts(a, b) {
  if (a === b) return 0;
  if (!/[\ud800-\udfff]/.test(a + b)) return a < b ? -1 : 1;
  const left = [...a];
  const right = [...b];
  const place = left.findIndex((sign, i) => sign !== right[i]);
  if (place < 0) return -1;
  return place >= right.length ? 1 : pointOf(left[place]) - pointOf(right[place]);
}

/** @param {string} sign */
const pointOf = (sign) => sign.codePointAt(0) ?? 0;

/** @param {Value} value */
function kind(value) {
  if (value === undefined) return "undefined";
  if (value === null) return "None";
  if (Array.isArray(value)) return "a list";
  if (isText(value)) return "text";
  if (typeof value === "number") return Number.isSafeInteger(value) ? "a number" : `the number ${value}`;
  return isMap(value) ? "a dictionary" : `a ${typeof value}`;
}
