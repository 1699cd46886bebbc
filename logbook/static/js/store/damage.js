// Texts this phone did not keep as they were written: known by their hash, set aside, never sent and never built upon.
/** @import { Stored, Whole } from "phone" */
import { digest } from "./canonical.js";
import { MARK, nameOf, transact } from "./db.js";
import { byNumber, docOf, rows } from "./outbox.js";

const A_DAY = 86_400_000;
// So many texts at a time: a large logbook must not hold the worker.
const SLICE = 500;

// Whether a text, and the other versions that came with it, are still what was written.
/**
 * @param {Whole} text
 * @returns {Promise<boolean>}
 */
async function isWhole({ stmt, hash, earlier, proposals }) {
  if (typeof stmt !== "string" || (await digest(stmt)) !== hash || !(proposals ?? []).every(docOf))
    return false;
  return (await Promise.all((earlier ?? []).map(isWhole))).every(Boolean);
}

/**
 * Before anything is sent: a statement that lies damaged in the outbox is parked, and so is what was built on it. The
 * server would refuse it, or worse, take it. Resolves with the number of statements set aside.
 * @param {string} account
 */
export async function setAside(account) {
  const waiting = await rows(account);
  const bases = waiting.flatMap(({ mutation, base }) => (base ? [{ ...base, mutation }] : []));
  const named = (/** @type {{ mutation: string }[]} */ found) => new Set(found.map((one) => one.mutation));
  const [spoilt, baseless] = [named(await damagedOf(waiting)), named(await damagedOf(bases))];
  if (!spoilt.size && !baseless.size) return 0;
  return transact(nameOf(account), ["outbox", "parked"], "readwrite", async (tx) => {
    const aside = new Map();
    for (const row of (await tx.objectStore("outbox").getAll()).sort(byNumber)) {
      if (spoilt.has(row.mutation)) aside.set(row.mutation, { ...row, code: "damaged" });
      else if (aside.has(row.after)) aside.set(row.mutation, { ...row, code: "blocked" });
      // Without its base a change can still be sent; only joining it to another one is left to its writer.
      else if (baseless.has(row.mutation)) await tx.objectStore("outbox").put({ ...row, base: null });
    }
    for (const row of aside.values()) {
      await tx.objectStore("outbox").delete(row.mutation);
      await tx
        .objectStore("parked")
        .put({ ...row, fields: {}, head: null, refused_at: new Date().toISOString() });
    }
    return aside.size;
  });
}

/**
 * Once a day, or at once where `now` says so: look at every document. Resolves with the number that were damaged.
 * @param {string} account
 * @param {{now?: boolean}} [given]
 */
export async function census(account, { now = false } = {}) {
  const documents = await transact(nameOf(account), ["documents", "meta"], "readonly", async (tx) => {
    const at = (await tx.objectStore("meta").get("checked_at")) ?? 0;
    return now || Math.abs(Date.now() - at) > A_DAY ? tx.objectStore("documents").getAll() : null;
  });
  return documents ? fetchAgain(account, await damagedOf(documents)) : 0;
}

/**
 * Whether what a page is about lies here as it was written; where not, it leaves the phone and is fetched again.
 * @param {string} account
 * @param {string} id
 */
export async function isSound(account, id) {
  const about = await transact(nameOf(account), ["documents"], "readonly", (tx) =>
    Promise.all(["entry", "signoff"].map((kind) => tx.objectStore("documents").get([kind, id]))),
  );
  const damaged = await damagedOf(about.filter((one) => one !== undefined));
  return damaged.length ? !(await fetchAgain(account, damaged)) : true;
}

// A damaged copy of what the server has is worth nothing: without a cursor the next sync brings everything anew.
/**
 * @param {string} account
 * @param {Stored[]} damaged
 */
function fetchAgain(account, damaged) {
  return transact(nameOf(account), ["documents", "meta"], "readwrite", async (tx) => {
    const meta = tx.objectStore("meta");
    await Promise.all(damaged.map(({ kind, id }) => tx.objectStore("documents").delete([kind, id])));
    const values = damaged.length ? { cursor: null, [MARK]: crypto.randomUUID() } : {};
    await Promise.all(
      Object.entries({ ...values, checked_at: Date.now() }).map(([key, value]) => meta.put(value, key)),
    );
    return damaged.length;
  });
}

/**
 * @template {Whole} T
 * @param {T[]} texts
 * @returns {Promise<T[]>}
 */
async function damagedOf(texts) {
  /** @type {T[]} */
  const found = [];
  for (let at = 0; at < texts.length; at += SLICE) {
    const slice = texts.slice(at, at + SLICE);
    const whole = await Promise.all(slice.map(isWhole));
    found.push(...slice.filter((text, place) => !whole[place]));
  }
  return found;
}
