// Whether a statement has the shape that pages rely on. The shapes come with the build, from the server's own schemas.
/** @import { Answer, Bundle, Kind } from "phone" */
import { isDay } from "../twins/moments.js";

/**
 * Why a document cannot be read as a statement `typ`: "newer" for a kind or version this build does not know, "shape"
 * where something in it is not what it must be; null where it can be. shell: the build's {shapes}, or null
 * to ask only for an object.
 * @param {Answer} doc
 * @param {string} typ
 * @param {Bundle | null} shell
 * @returns {string | null}
 */
export function misfit(doc, typ, shell) {
  if (!isObject(doc)) return "shape";
  if (!shell?.shapes) return null;
  if (doc.typ !== typ) return "shape";
  if (!Object.hasOwn(shell.shapes, typ) || isLater(doc.v, shell.shapes[typ].keys?.v)) return "newer";
  return fits(doc, shell.shapes[typ]) ? null : "shape";
}

/**
 * Whether a value is an object with keys, not a list.
 * @param {Answer} value
 * @returns {boolean}
 */
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * @param {Answer} version
 * @param {Kind | undefined} kind
 */
const isLater = (version, kind) => Number.isInteger(version) && version > Math.max(...(kind?.values ?? []));

/** @param {Answer} value */
const isText = (value) => typeof value === "string";

// Not a name that every object answers to: looked up in a list it would give what is in none.
/** @param {Answer} value */
const isCode = (value) => isText(value) && !(value in Object.prototype);

/** @type {Record<string, (value: Answer, kind: Answer) => boolean>} */
const KINDS = {
  any: () => true,
  text: isText,
  flag: (value) => typeof value === "boolean",
  whole: (value, { least, most }) => Number.isInteger(value) && value >= least && value <= most,
  fixed: (value, { values }) => values.includes(value),
  like: (value, { like, day }) =>
    isText(value) && exactly(like).test(value) && (!day || isDay(value.slice(0, 10))),
  // A code that no list here knows is shown as it is: a case refused for one must stay to be mended.
  code: isCode,
  codes: (value) => Array.isArray(value) && value.every(isCode),
  grades: (value) =>
    isObject(value) && Object.entries(value).every(([area, grades]) => isCode(area) && areGrades(grades)),
  // What a later build added is left alone: it is kept, and nobody here reads it.
  object: (value, { keys }) => isObject(value) && hasAll(value, keys),
  rows: (value, { keys }) => Array.isArray(value) && value.every((row) => isObject(row) && hasAll(row, keys)),
};

/**
 * @param {Answer} value
 * @param {Kind} kind
 * @returns {boolean}
 */
function fits(value, kind) {
  if (value === undefined) return Boolean(kind.lacks);
  if (value === null) return Boolean(kind.null);
  return Boolean(KINDS[kind.is](value, kind));
}

/**
 * @param {Answer} value
 * @param {Record<string, Kind>} keys
 * @returns {boolean}
 */
const hasAll = (value, keys) =>
  Object.entries(keys).every(([name, kind]) =>
    fits(Object.hasOwn(value, name) ? value[name] : undefined, kind),
  );

/** @param {Answer} grades */
const areGrades = (grades) =>
  isObject(grades) &&
  ["rest", "dynamic"].every((key) => Number.isInteger(grades[key]) && grades[key] >= 0 && grades[key] <= 4);

// Made once each: a logbook asks for them thousands of times.
const patterns = new Map();

/**
 * @param {string} source
 * @returns {RegExp}
 */
function exactly(source) {
  if (!patterns.has(source)) patterns.set(source, new RegExp(`^(?:${source})$`));
  return patterns.get(source);
}
