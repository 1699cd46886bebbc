// What a build says that another does not know: a revision lacks such a key altogether, and that takes nothing away.
// Twin of statements/keeping.py.
/** @import { Answer, Read, Values } from "phone" */
/** @import { Entry } from "shapes" */

/** Groups whose keys are fixed by the build; elsewhere a missing key may be an answer (an area without lines). */
export const GROUPS = ["model", "assessment", "product", "aftercare"];
// Said anew by each statement, or not at all.
const OWN = new Set(["amends"]);

/**
 * `doc`, and from the `other` version of the same case what `doc` lacks altogether, at the top, in a group, in a row that
 * is in both: a build writes every key it knows, so what is missing is what it does not know.
 * @param {Entry} doc
 * @param {Entry} other
 * @returns {Entry}
 */
export function keeping(doc, other) {
  /** @type {Values} */
  const mine = doc;
  /** @type {Values} */
  const kept = { ...doc };
  for (const [key, theirs] of Object.entries(other)) {
    if (!(key in mine)) {
      if (!OWN.has(key)) kept[key] = theirs;
    } else if (GROUPS.includes(key) && isObject(mine[key]) && isObject(theirs)) {
      kept[key] = { ...theirs, ...mine[key] };
    } else if (areRows(mine[key]) && areRows(theirs)) {
      const found = alike(mine[key], theirs);
      kept[key] = mine[key].map((/** @type {Read} */ row, /** @type {number} */ place) => ({
        ...found[place],
        ...row,
      }));
    }
  }
  return /** @type {Answer} */ (kept);
}

// For each row the other version's: one that says the same, else the one in its place in a list as long.
/**
 * @param {Read[]} rows
 * @param {Read[]} others
 */
function alike(rows, others) {
  const left = new Map(others.entries());
  const found = new Map();
  rows.forEach((row, place) => {
    const same = [...left].find(([, other]) => agree(row, other));
    if (same) {
      found.set(place, same[1]);
      left.delete(same[0]);
    }
  });
  if (rows.length === others.length) {
    for (const [place, other] of left) if (!found.has(place)) found.set(place, other);
  }
  return rows.map((_, place) => found.get(place));
}

/**
 * @param {Read} row
 * @param {Read} other
 */
const agree = (row, other) => Object.keys(row).every((key) => !(key in other) || same(row[key], other[key]));

/**
 * @param {Answer} value
 * @returns {boolean}
 */
const areRows = (value) => Array.isArray(value) && value.every(isObject);

/**
 * Whether a value is a plain object.
 * @param {Answer} value
 * @returns {boolean}
 */
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * Whether two values say the same.
 * @param {Answer} one
 * @param {Answer} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && same(one[key], other[key]))
  );
}
