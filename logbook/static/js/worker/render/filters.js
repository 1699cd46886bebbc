// Jinja's own filters and tests, as far as the subset names them. Every parameter is always given: the trees carry
// the defaults.
/** @import { Filter, Test, Value } from "templates" */
import {
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
  list,
  map,
  number,
  size,
  strip,
  text,
  truth,
  within,
} from "./values.js";

/** @type {Record<string, string>} */
const JSON_ENTITIES = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027" };

/**
 * What a filter of each kind does to its value first.
 * @type {Record<string, (value: Value) => Value>}
 */
export const KINDS = {
  any: (value) => value,
  text: (value) => (value instanceof Safe ? value : text(value)),
  texts: (value) => list(value).map((one) => KINDS.text(one)),
  list,
  map,
  sized: (value) => value,
};

// What is given text: printable, or HTML already.
/** @type {Record<string, (value: string | Safe, ...given: Value[]) => Value>} */
const FOR_TEXT = {
  e: (value) => new Safe(html(value)),
  escape: (value) => new Safe(html(value)),
  safe: (value) => new Safe(text(value)),
  string: (value) => value,
  lower: (value) => like(value, text(value).toLowerCase()),
  upper: (value) => like(value, text(value).toUpperCase()),
  capitalize: (value) => like(value, capitalized(text(value))),
  trim: (value) => like(value, strip(text(value))),
  replace,
  truncate,
  urlencode: (value) =>
    encodeURIComponent(text(value))
      .replace(/%2F/g, "/")
      .replace(/[!'()*]/g, percent),
};

// What is given a list, of join a list of texts.
/** @type {Record<string, (rows: Value[], ...given: Value[]) => Value>} */
const FOR_LISTS = {
  join: (parts, between) =>
    [between, ...parts].some((part) => part instanceof Safe)
      ? new Safe(parts.map(html).join(html(between)))
      : parts.map(text).join(text(between)),
  first: (rows) => rows[0],
  last: (rows) => rows[rows.length - 1],
  list: (rows) => [...rows],
  reverse: (rows) => [...rows].reverse(),
  sort: (rows, reverse, exact, attribute) => sorted(rows, manyKeys(attribute, exact), truth(reverse)),
  unique,
  min: (rows, exact, attribute) => sorted(rows, key(attribute, exact), false)[0],
  max: (rows, exact, attribute) => greatest(rows, key(attribute, exact)),
  sum: (rows, attribute, start) =>
    rows.reduce(
      (/** @type {number} */ total, row) => total + number(pluck(row, attribute, null)),
      number(start),
    ),
  batch,
  groupby,
};

// What is given anything.
/** @type {Record<string, Filter>} */
const FOR_ANYTHING = {
  default: fallback,
  d: fallback,
  tojson: (value) =>
    new Safe(
      JSON.stringify(
        value,
        (_, part) => part ?? (part === null ? null : fail("undefined is no JSON")),
      ).replace(/[<>&']/g, (sign) => JSON_ENTITIES[sign]),
    ),
  length: size,
  items: (value) => entries(value),
  dictsort,
};

/** name → function(value, …every parameter). The renderer makes the value what the subset says the filter is given. */
export const FILTERS = /** @type {Record<string, Filter>} */ ({ ...FOR_TEXT, ...FOR_LISTS, ...FOR_ANYTHING });

/**
 * name → function(value, …what it is compared with).
 * @type {Record<string, Test>}
 */
export const TESTS = {
  defined: (value) => value !== undefined,
  undefined: (value) => value === undefined,
  none: (value) => value === null,
  true: (value) => value === true,
  false: (value) => value === false,
  boolean: (value) => typeof value === "boolean",
  string: isText,
  number: (value) => typeof value === "number" || typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  mapping: isMap,
  odd: (value) => Math.abs(number(value) % 2) === 1,
  even: (value) => number(value) % 2 === 0,
  divisibleby: (value, by) => number(value) % (number(by) || fail("division by zero")) === 0,
  in: within,
  eq: equal,
  ne: (a, b) => !equal(a, b),
  lt: (a, b) => compare(a, b) < 0,
  le: (a, b) => compare(a, b) <= 0,
  gt: (a, b) => compare(a, b) > 0,
  ge: (a, b) => compare(a, b) >= 0,
  equalto: equal,
  "==": equal,
  "!=": (a, b) => !equal(a, b),
};

/**
 * The value at a dotted path ("model.code") of a row; the row itself without one.
 * @param {Value} row
 * @param {Value} attribute
 * @param {Value} missing
 * @returns {Value}
 */
export function pluck(row, attribute, missing) {
  if (attribute === null) return row;
  const path = typeof attribute === "number" ? [String(attribute)] : text(attribute).split(".");
  return path.reduce((value, part) => {
    const found = item(value, /^[0-9]+$/.test(part) ? Number(part) : part);
    return found === undefined && missing !== null ? missing : found;
  }, row);
}

/**
 * @param {Value} value
 * @param {Value} otherwise
 * @param {Value} alsoFalse
 */
function fallback(value, otherwise, alsoFalse) {
  return value === undefined || (truth(alsoFalse) && !truth(value)) ? otherwise : value;
}

/** @param {string} value */
function capitalized(value) {
  const [first = ""] = value;
  // "ß" grows to "SS": only its first letter is a capital.
  const [capital = "", ...grown] = first.toUpperCase();
  return capital + grown.join("").toLowerCase() + value.toLowerCase().slice(first.toLowerCase().length);
}

/**
 * @param {string | Safe} value
 * @param {Value} before
 * @param {Value} after
 */
function replace(value, before, after) {
  const marked = before instanceof Safe || (after instanceof Safe && !(value instanceof Safe));
  const whole = marked ? new Safe(html(value)) : value;
  const [from, to] = [text(before), whole instanceof Safe ? html(after) : text(after)];
  const source = text(whole);
  return like(
    whole,
    from === "" ? to + [...source].map((sign) => sign + to).join("") : source.split(from).join(to),
  );
}

/**
 * @param {string | Safe} value
 * @param {Value} length
 * @param {Value} killwords
 * @param {Value} end
 * @param {Value} leeway
 */
function truncate(value, length, killwords, end, leeway) {
  const signs = [...text(value)];
  const spelled = value instanceof Safe ? html(end) : text(end);
  const [most, spare] = [number(length), number(leeway)];
  if (most < size(end) || spare < 0) fail("truncate: too short for its ending");
  if (signs.length <= most + spare) return value;
  const cut = signs.slice(0, most - size(end)).join("");
  const space = cut.lastIndexOf(" ");
  return like(value, (truth(killwords) || space < 0 ? cut : cut.slice(0, space)) + spelled);
}

/** @param {string} sign */
const percent = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * @param {Value} value
 * @param {Value} exact
 */
const folded = (value, exact) => (!truth(exact) && isText(value) ? text(value).toLowerCase() : value);

/** @type {(attribute: Value, exact: Value) => (row: Value) => Value} */
const key = (attribute, exact) => (row) => folded(pluck(row, attribute, null), exact);

/**
 * @param {Value} attribute
 * @param {Value} exact
 * @returns {(row: Value) => Value}
 */
function manyKeys(attribute, exact) {
  const paths = isText(attribute) ? text(attribute).split(",") : [attribute];
  return (row) => paths.map((path) => key(path, exact)(row));
}

/**
 * @template T
 * @param {T[]} rows
 * @param {(row: T) => Value} keyOf
 * @param {boolean} reverse
 */
function sorted(rows, keyOf, reverse) {
  const sign = reverse ? -1 : 1;
  return rows
    .map((row, place) => ({ by: keyOf(row), row, place }))
    .sort((a, b) => sign * compare(a.by, b.by) || a.place - b.place)
    .map(({ row }) => row);
}

/**
 * @param {Value[]} rows
 * @param {(row: Value) => Value} keyOf
 */
function greatest(rows, keyOf) {
  return rows.length
    ? rows.reduce((best, row) => (compare(keyOf(row), keyOf(best)) > 0 ? row : best))
    : undefined;
}

/**
 * @param {Value[]} rows
 * @param {Value} exact
 * @param {Value} attribute
 */
function unique(rows, exact, attribute) {
  const keyOf = key(attribute, exact);
  /** @type {Value[]} */
  const seen = [];
  return rows.filter((row) => {
    const value = keyOf(row);
    if (value !== null && typeof value === "object" && !(value instanceof Safe))
      fail("unique is for texts and numbers");
    return !seen.some((known) => equal(known, value)) && seen.push(value);
  });
}

/**
 * @param {Value[]} rows
 * @param {Value} size_
 * @param {Value} filler
 */
function batch(rows, size_, filler) {
  const width = number(size_);
  if (width < 1) fail("batch: a row holds at least one");
  const out = [];
  for (let start = 0; start < rows.length; start += width) {
    const row = rows.slice(start, start + width);
    while (filler !== null && row.length < width) row.push(filler);
    out.push(row);
  }
  return out;
}

/**
 * @param {Value[]} rows
 * @param {Value} attribute
 * @param {Value} missing
 * @param {Value} exact
 */
function groupby(rows, attribute, missing, exact) {
  /** @type {[by: Value, rows: Value[]][]} */
  const groups = [];
  const fold = (/** @type {Value} */ row) => folded(pluck(row, attribute, missing), exact);
  for (const row of sorted(rows, fold, false)) {
    const last = groups[groups.length - 1];
    if (last && equal(fold(last[1][0]), fold(row))) last[1].push(row);
    else groups.push([pluck(row, attribute, missing), [row]]);
  }
  return groups;
}

/**
 * @param {Value} value
 * @param {Value} exact
 * @param {Value} by
 * @param {Value} reverse
 */
function dictsort(value, exact, by, reverse) {
  const place = ["key", "value"].indexOf(text(by));
  if (place < 0) fail("dictsort goes by key or value");
  return sorted(Object.entries(map(value)), (pair) => folded(pair[place], exact), truth(reverse));
}
