// Two people's changes to one case put together, where they touched different answers.
/** @import { Answer, Values } from "phone" */
/** @import { Entry, Warned } from "shapes" */
import { BOOKKEEPING, overlap, own } from "../twins/statements/changes.js";
import { isObject, keeping } from "../twins/statements/keeping.js";

/**
 * The entry with both changes since `base`, or null where both changed one answer. `theirs` is the server's newest
 * revision, `mine` this phone's, whose bookkeeping stays; the answer still needs its own rev, prev and mutation.
 * @param {Entry} base
 * @param {Entry} mine
 * @param {Entry} theirs
 * @returns {Entry | null}
 */
export function merge(base, mine, theirs) {
  if (overlap(base, mine, theirs)) return null;
  const [full, other] = [keeping(mine, base), keeping(theirs, base)];
  const warnings = bothWarnings(full.warnings, other.warnings);
  return keeping({ ...joined(other, full, own(base, mine, theirs)), warnings }, theirs);
}

// The other revision with the answers of `full` under these names, and what `full` says about itself, or not at all.
/**
 * @param {Entry} other
 * @param {Entry} full
 * @param {string[]} names
 * @returns {Entry}
 */
function joined(other, full, names) {
  /** @type {Values} */
  const merged = { ...other };
  /** @type {Values} */
  const said = full;
  for (const name of names) take(merged, said, name);
  for (const key of BOOKKEEPING) {
    delete merged[key];
    if (key in said) merged[key] = said[key];
  }
  return /** @type {Answer} */ (merged);
}

// Put one answer of `full` into the merged revision: a key of a group, or the whole.
/**
 * @param {Values} merged
 * @param {Values} full
 * @param {string} name
 */
function take(merged, full, name) {
  const [group, key] = name.split(".");
  if (!key || !isObject(full[group]) || !isObject(merged[group])) {
    merged[group] = full[group];
    return;
  }
  merged[group] = { ...merged[group], [key]: full[group][key] };
  // The rest of an answer in two keys.
  if (name === "product.expires_on" && "expires_as" in full.product)
    merged.product.expires_as = full.product.expires_as;
}

// Both writers saw and overrode their warnings: neither list may lose one.
/**
 * @param {Warned[]} mine
 * @param {Warned[]} theirs
 */
function bothWarnings(mine, theirs) {
  const codes = new Set(mine.map((warning) => warning.code));
  return [...mine, ...theirs.filter((warning) => !codes.has(warning.code))];
}
