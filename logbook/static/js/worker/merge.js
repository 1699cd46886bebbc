// Two people's changes to one case put together, where they touched different answers.

// What describes the revision rather than the case: always taken from the new statement's own place in the chain.
const CHAIN = new Set(["rev", "prev", "mutation", "recorded_at", "tz", "dev", "seq", "dev_prev", "tree", "amends"]);

/**
 * The entry with both changes since `base`, or null where they overlap. `theirs` is the server's newest revision,
 * `mine` this phone's; the answer still needs its own rev, prev and mutation.
 */
export function merge(base, mine, theirs) {
  const merged = { ...mine };
  for (const key of Object.keys(mine)) {
    if (CHAIN.has(key)) continue;
    const value = key === "warnings" ? bothWarnings(mine[key], theirs[key]) : mergeValue(base[key], mine[key], theirs[key]);
    if (value === undefined) return null;
    merged[key] = value;
  }
  return merged;
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

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function same(one, other) {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
}
