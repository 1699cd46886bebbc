// What templates can do with values: operators, comparisons, the methods of texts and dictionaries.
/** @import { Comparison, Method, Operator, Value } from "templates" */
import {
  SPACES,
  Safe,
  compare,
  entries,
  equal,
  fail,
  html,
  isMap,
  isText,
  item,
  like,
  map,
  number,
  strip,
  text,
  within,
} from "./values.js";

/**
 * name → function(left, right).
 * @type {Record<Operator, (a: Value, b: Value) => Value>}
 */
export const OPERATORS = {
  "+": add,
  "-": (a, b) => number(a) - number(b),
  "*": (a, b) => (isText(a) ? repeat(a, b) : isText(b) ? repeat(b, a) : number(a) * number(b)),
  "//": (a, b) => (number(a) - modulo(a, b)) / divisor(b),
  "%": modulo,
};

/**
 * name → function(left, right) that says whether it holds.
 * @type {Record<Comparison, (a: Value, b: Value) => boolean>}
 */
export const COMPARISONS = {
  eq: equal,
  ne: (a, b) => !equal(a, b),
  lt: (a, b) => compare(a, b) < 0,
  lteq: (a, b) => compare(a, b) <= 0,
  gt: (a, b) => compare(a, b) > 0,
  gteq: (a, b) => compare(a, b) >= 0,
  in: within,
  notin: (a, b) => !within(a, b),
};

/**
 * name → function(text, …arguments).
 * @type {Record<string, Method>}
 */
export const TEXT_METHODS = {
  split: (value, by = null) => (by === null ? words(value) : cut(value, text(by))),
  startswith: (value, start) => text(value).startsWith(text(start)),
  endswith: (value, end) => text(value).endsWith(text(end)),
};

/**
 * name → function(dictionary, …arguments).
 * @type {Record<string, Method>}
 */
export const MAP_METHODS = {
  items: (value) => entries(value),
  keys: (value) => entries(value).map(([key]) => key),
  values: (value) => entries(value).map(([, value_]) => value_),
  get: (value, key, missing = null) => item(map(value), key) ?? (within(key, value) ? null : missing),
};

/**
 * Functions a template finds without importing them.
 * @type {Record<"range", (...given: Value[]) => Value>}
 */
export const FUNCTIONS = {
  range: (...given) => {
    const from = given.length > 1 ? number(given[0]) : 0;
    const to = number(given.length > 1 ? given[1] : given[0]);
    const step = divisor(given[2] ?? 1);
    const count = Math.ceil((to - from) / step);
    return Array.from({ length: Math.max(0, count) }, (_, i) => from + i * step);
  },
};

/**
 * The method of a text or dictionary, ready to be called.
 * @param {Value} box
 * @param {string} name
 * @returns {(...given: Value[]) => Value}
 */
export function method(box, name) {
  /** @type {Record<string, Method>} */
  const known = isText(box) ? TEXT_METHODS : isMap(box) && !Object.hasOwn(box, name) ? MAP_METHODS : {};
  return Object.hasOwn(known, name)
    ? (...given) => known[name](box, ...given)
    : fail(`there is no .${name}() here`);
}

/**
 * @param {Value} a
 * @param {Value} b
 */
function add(a, b) {
  if (isText(a) && isText(b))
    return a instanceof Safe || b instanceof Safe ? new Safe(html(a) + html(b)) : a + b;
  return Array.isArray(a) && Array.isArray(b) ? [...a, ...b] : number(a) + number(b);
}

/**
 * @param {string | Safe} value
 * @param {Value} times
 */
function repeat(value, times) {
  const row = text(value).repeat(Math.max(0, number(times)));
  return value instanceof Safe ? new Safe(row) : row;
}

// The remainder has the sign of the divisor, as in Python.
/**
 * @param {Value} a
 * @param {Value} b
 */
function modulo(a, b) {
  const by = divisor(b);
  return ((number(a) % by) + by) % by;
}

/** @param {Value} value */
const divisor = (value) => number(value) || fail("division by zero");

/** @param {Value} value */
const words = (value) => (strip(text(value)) === "" ? [] : cut(like(value, strip(text(value))), SPACES));

/**
 * @param {Value} value
 * @param {string | RegExp} by
 */
const cut = (value, by) =>
  by === ""
    ? fail("split by what?")
    : text(value)
        .split(by)
        .map((part) => like(value, part));
