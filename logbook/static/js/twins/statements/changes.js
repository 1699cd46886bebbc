// What two revisions of a case say differently, answer by answer, and whether two people changed one answer: the server's
// judge and the phone's merge ask the same. Twin of statements/changes.py.
/** @import { Values } from "phone" */
/** @import { Entry } from "shapes" */
import { printed } from "../expiry.js";
import { GROUPS, isObject, keeping, same } from "./keeping.js";

/** What a revision says about itself. `warnings` follow from the other fields, so they are nobody's change. */
export const BOOKKEEPING = new Set([
  "typ",
  "v",
  "id",
  "rev",
  "prev",
  "mutation",
  "recorded_at",
  "dev",
  "seq",
  "dev_prev",
  "tree",
  "warnings",
  "amends",
]);

/**
 * What a revision says of its case, by the name of the answer: {"place": …, "product.batch": …}. An answer is what a form
 * asks for once and what two versions are chosen from: in a group each key, elsewhere the whole, also of a list and of
 * graded lines. A group that is null is one answer.
 * @param {Entry} doc
 * @returns {Values}
 */
export function answers(doc) {
  /** @type {Values} */
  const found = {};
  for (const [key, value] of Object.entries(doc)) {
    if (GROUPS.includes(key) && isObject(value)) {
      for (const [name, part] of Object.entries(value)) found[`${key}.${name}`] = part;
    } else if (!BOOKKEEPING.has(key)) found[key] = value;
  }
  if ("product.expires_on" in found) {
    // Two keys, one answer: half of each would be a date that no vial shows.
    found["product.expires_on"] = printed(doc.product);
    delete found["product.expires_as"];
  }
  return found;
}

/**
 * The names of the answers in which `after` differs, sorted; what `after` does not know of is nobody's change.
 * @param {Entry} before
 * @param {Entry} after
 */
export const changed = (before, after) => differing(answers(before), answers(keeping(after, before)));

/**
 * The answers that `mine` changed since `base`, without those that `theirs` gives alike: two people who correct one slip
 * do not disagree.
 * @param {Entry} base
 * @param {Entry} mine
 * @param {Entry} theirs
 */
export function own(base, mine, theirs) {
  const [said, other] = [mine, theirs].map((doc) => answers(keeping(doc, base)));
  const disputed = new Set(differing(said, other));
  return differing(answers(base), said).filter((name) => disputed.has(name));
}

/**
 * Whether both changed one answer since `base`, and differently: a person has to choose.
 * @param {Entry} base
 * @param {Entry} mine
 * @param {Entry} theirs
 */
export function overlap(base, mine, theirs) {
  const there = own(base, theirs, mine);
  return own(base, mine, theirs).some((name) => there.some((other) => touch(name, other)));
}

/**
 * @param {Values} one
 * @param {Values} other
 */
function differing(one, other) {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return names.filter((name) => !same(one[name], other[name]));
}

// Whether two names are one answer, or one is the group that the other lies in: taken away, and changed.
/**
 * @param {string} one
 * @param {string} other
 */
const touch = (one, other) => one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
