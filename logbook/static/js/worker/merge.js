// Two people's changes to one case put together, where they touched different answers.
import { isObject, keeping, same } from "../twins/statements/keeping.js";

// What describes the revision rather than the case: always taken from the new statement's own place in the chain.
const CHAIN = new Set([
  "rev",
  "prev",
  "mutation",
  "recorded_at",
  "tz",
  "dev",
  "seq",
  "dev_prev",
  "tree",
  "amends",
]);

/**
 * The entry with both changes since `base`, or null where they overlap. `theirs` is the server's newest revision,
 * `mine` this phone's; the answer still needs its own rev, prev and mutation.
 */
export function merge(base, mine, theirs) {
  const [own, other] = [keeping(mine, base), keeping(theirs, base)];
  const merged = { ...own };
  for (const key of Object.keys(own)) {
    if (CHAIN.has(key)) continue;
    const value =
      key === "warnings" ? bothWarnings(own[key], other[key]) : mergeValue(base[key], own[key], other[key]);
    if (value === undefined) return null;
    merged[key] = value;
  }
  return keeping(merged, theirs);
}

function mergeValue(base, mine, theirs) {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  if (![base, mine, theirs].every(isObject)) return undefined;
  const merged = {};
  for (const key of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = mergeValue(base[key] ?? null, mine[key] ?? null, theirs[key] ?? null);
    if (value === undefined) return undefined;
    merged[key] = value;
  }
  return merged;
}

// Both writers saw and overrode their warnings: neither list may lose one.
function bothWarnings(mine, theirs) {
  const codes = new Set(mine.map((warning) => warning.code));
  return [...mine, ...theirs.filter((warning) => !codes.has(warning.code))];
}
