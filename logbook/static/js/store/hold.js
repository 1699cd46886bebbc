// A case is held back for a few seconds while Undo is offered: what has not left can be taken back without a trace.
/** @import { Row } from "phone" */
import { nameOf, transact } from "./db.js";

/** So long (ms) a saved case waits for second thoughts. */
export const HOLD = 6000;
// Whatever a clock says or does, nothing is held for longer.
const MOST = 10_000;

// When this script first saw a row held, on the clock that nobody can set.
const seen = new Map();

/**
 * How long (ms) a row of the outbox is held yet; 0 where it may go. A far instant, either way, is one that is past.
 * @param {Row} row
 * @param {number} [now]
 * @param {number} [steady]
 */
export function heldFor({ mutation, hold_until = 0 }, now = Date.now(), steady = performance.now()) {
  if (!Number.isFinite(hold_until) || hold_until <= now || hold_until - now > MOST) return 0;
  if (!seen.has(mutation)) seen.set(mutation, steady);
  return steady - seen.get(mutation) < MOST ? hold_until - now : 0;
}

/**
 * The mutations among rows that are held now.
 * @param {Row[]} rows
 */
export const heldIn = (rows) => rows.filter((row) => heldFor(row) > 0).map(({ mutation }) => mutation);

/**
 * How long (ms) until nothing among rows is held any more.
 * @param {Row[]} rows
 */
export const longest = (rows) => Math.max(0, ...rows.map((row) => heldFor(row)));

/**
 * Nobody will undo any more: all that is held may go. Resolves with how many rows that were.
 * @param {string} account
 */
export const letGo = (account) =>
  transact(nameOf(account), ["outbox"], "readwrite", async (tx) => {
    const store = tx.objectStore("outbox");
    const held = (await store.getAll()).filter((row) => heldFor(row) > 0);
    await Promise.all(held.map(({ hold_until, ...row }) => store.put(row)));
    return held.length;
  });
