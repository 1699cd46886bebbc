// Which statements go into one request: oldest first, never before what they build on, within the server's limits.
/** @import { Numbered, Row } from "phone" */
import { byNumber } from "../store/outbox.js";

/** The most statements one request may carry. */
export const MOST = 100;
const MOST_BYTES = 400_000;

/**
 * The next rows to send, at most `most` of them and 400 kB. A row that made the server fail before goes last and by
 * itself, so that it cannot hold the others back.
 * @param {Numbered[]} rows
 * @param {number} [most]
 */
export function pick(rows, most = MOST) {
  /** @type {Set<string | null>} */
  const pending = new Set(rows.map((row) => row.mutation));
  /** @type {Set<string | null>} */
  const chosen = new Set();
  /** @type {Numbered[]} */
  const batch = [];
  let bytes = 0;
  for (const row of [...rows].sort(byTries)) {
    const size = new TextEncoder().encode(row.stmt).length + 300;
    const tooEarly = pending.has(row.after) && !chosen.has(row.after);
    // What made the server fail goes alone: together with it nothing else would arrive.
    const alone = row.failed || batch[0]?.failed;
    if (tooEarly || (batch.length && (alone || bytes + size > MOST_BYTES))) continue;
    batch.push(row);
    chosen.add(row.mutation);
    bytes += size;
    if (batch.length >= most) break;
  }
  return batch;
}

/**
 * What may go at all. While the server cannot be reached, what never left stays: a request that fails may have arrived
 * all the same, and what may have arrived can no longer simply be taken back. A request without it finds out first.
 * @param {Numbered[]} rows
 * @param {boolean} reachable
 */
export const ready = (rows, reachable) => (reachable ? rows : rows.filter((row) => row.handed !== false));

/**
 * Rows without those put aside, and without what builds on them.
 * @param {Numbered[]} rows
 * @param {Iterable<string>} aside
 */
export function without(rows, aside) {
  /** @type {Set<string | null>} */
  const gone = new Set(aside);
  // A statement is younger than the one it builds on.
  return [...rows].sort(byNumber).filter((row) => {
    if (gone.has(row.after)) gone.add(row.mutation);
    return !gone.has(row.mutation);
  });
}

/**
 * The oldest instant at which something that still waits was made, or null.
 * @param {Row[]} rows
 */
export const oldest = (rows) => rows.map((row) => row.at).sort()[0] ?? null;

/**
 * @param {Numbered} one
 * @param {Numbered} other
 */
const byTries = (one, other) => (one.failed ?? 0) - (other.failed ?? 0) || byNumber(one, other);
