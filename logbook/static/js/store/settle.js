// One answer of the server written down: verdicts, pulled documents and cursor in one transaction, or nothing.
/** @import { Meta, Plan, Pull, Row, StoreName, Stored, Tx } from "phone" */
/** @import { Gone, Wire } from "shapes" */
import { MARK, nameOf, transact } from "./db.js";
import { filled } from "./sweeping.js";
import { supersede } from "./outbox.js";
import { release } from "./park.js";
import { busyDocuments, leaveOnly, letGo, takeAway } from "./staying.js";

/** @type {StoreName[]} */
const STORES = ["documents", "outbox", "parked", "drafts", "sent", "meta"];
const KEPT_DAYS = 60;
const KEPT_ITEMS = 500;
const HEX = /^[0-9a-f]{64}$/;
// What every build counts in the first digest (feed/digests.py), and what is in none: it is made when it is read.
const FIRST = new Set(["entry", "signoff", "review", "withdrawal"]);
const REPORT = "report";

/**
 * plan: what verdicts.judge made of the answer; docs: pulled documents; values: for meta (cursor, epoch, …);
 * pull: the page they came with, null where none was taken in. With the last page of a full pull everything leaves the
 * phone that none of its pages brought.
 * Resolves with {changed: bool}, or null where the outbox grew meanwhile: judge again, nothing was written.
 * @param {string} account
 * @param {{plan: Plan, docs: (Wire | Gone)[], values: Meta, pull?: Pull | null, received_at: string}} given
 * @returns {Promise<{changed: boolean} | null>}
 */
export function settle(account, { plan, docs, values, pull = null, received_at }) {
  return transact(
    nameOf(account),
    STORES,
    "readwrite",
    async (tx) => {
      const now = await tx.objectStore("outbox").getAllKeys();
      if (now.length !== plan.seen.length || !plan.seen.every((mutation) => now.includes(mutation)))
        return null;
      await applyVerdicts(tx, plan, received_at);
      const busy = await busyDocuments(tx);
      const pulled = await applyDocuments(tx, account, docs, busy);
      const came = pull && (await filled(tx, docs, pull));
      const swept = (came ? await leaveOnly(tx, came, busy) : 0) + (await letGo(tx, busy));
      const touched = docs.length + swept + plan.accepted.length > 0;
      const written = {
        ...values,
        ...(touched && { [MARK]: crypto.randomUUID() }),
        // Each text of a full pull has just been looked at.
        ...(came && { checked_at: Date.now() }),
      };
      await Promise.all(
        Object.entries(written).map(([key, value]) => tx.objectStore("meta").put(value, key)),
      );
      if (plan.accepted.length + plan.renewed.length + plan.undone.length) await prune(tx, received_at);
      return {
        changed:
          pulled +
            swept +
            plan.accepted.length +
            plan.parked.length +
            plan.renewed.length +
            plan.undone.length >
          0,
      };
    },
    { spare: docs.length > 0 },
  );
}

/**
 * {count, xor} of the first four kinds that the phone holds, and of all others, to compare with what the server says of
 * the account's feed. Reports are in neither.
 * @param {string} account
 */
export async function localDigests(account) {
  const documents = await transact(nameOf(account), ["documents"], "readonly", (tx) =>
    tx.objectStore("documents").getAll(),
  );
  const held = documents.filter(({ gone }) => !gone);
  return {
    digest: digestOf(held.filter(({ kind }) => FIRST.has(kind))),
    others: digestOf(held.filter(({ kind }) => !FIRST.has(kind) && kind !== REPORT)),
  };
}

/** @param {Stored[]} counted */
function digestOf(counted) {
  // A hash that lies damaged here differs from any that the server has.
  const xor = counted.reduce(
    (sum, { hash }) => sum ^ (HEX.test(hash) ? BigInt(`0x${hash.slice(0, 16)}`) : 1n),
    0n,
  );
  return { count: counted.length, xor: xor.toString(16).padStart(16, "0") };
}

/**
 * The server was set back: what it took in the last 60 days goes to the outbox again, and everything is pulled anew.
 * @param {string} account
 */
export function startOver(account) {
  return transact(nameOf(account), ["sent", "outbox", "meta"], "readwrite", async (tx) => {
    const now = (await tx.objectStore("meta").get("last_sync")) ?? new Date().toISOString();
    const since = daysBefore(now);
    const rows = (await tx.objectStore("sent").getAll()).filter(
      (row) => row.outcome === "applied" && row.sent_at >= since,
    );
    const known = new Set([...rows, ...(await tx.objectStore("outbox").getAll())].map((row) => row.mutation));
    for (const row of rows) {
      // What it was sent after may be too old to be here still: the server would wait for that for ever.
      await tx.objectStore("outbox").put({ ...row, after: known.has(row.after ?? "") ? row.after : null });
      await tx.objectStore("sent").delete(row.mutation);
    }
    await Promise.all(["cursor", "epoch"].map((key) => tx.objectStore("meta").put(null, key)));
  });
}

/**
 * @param {Tx} tx
 * @param {Plan} plan
 * @param {string} received_at
 */
async function applyVerdicts(tx, plan, received_at) {
  const [outbox, parked] = [tx.objectStore("outbox"), tx.objectStore("parked")];
  const sent = tx.objectStore("sent");
  for (const { row, rev, hash } of plan.accepted) {
    await outbox.delete(row.mutation);
    await sent.put({ ...row, outcome: "applied", sent_at: received_at });
    await showAccepted(tx, row, { rev, hash }, received_at);
  }
  for (const row of plan.parked) {
    await outbox.delete(row.mutation);
    await parked.put(row);
  }
  for (const row of plan.undone) {
    await outbox.delete(row.mutation);
    await sent.put({ ...row, outcome: "undone", sent_at: received_at });
  }
  for (const { old, row } of plan.renewed) {
    await outbox.delete(old.mutation);
    await sent.put({ ...old, outcome: "superseded", sent_at: received_at });
    await outbox.put(row);
  }
}

// The feed brings the accepted statement too, but perhaps some pages later; until then it must not vanish from the list.
/**
 * @param {Tx} tx
 * @param {Row} row
 * @param {{rev: number, hash: string}} taken
 * @param {string} received_at
 */
async function showAccepted(tx, row, { rev, hash }, received_at) {
  const store = tx.objectStore("documents");
  const known = await store.get([row.kind, row.doc_id]);
  if (hash !== row.hash || (known && known.rev >= rev)) return;
  const earlier = known && [
    ...(known.earlier ?? []),
    {
      rev: known.rev,
      hash: known.hash,
      received_at: known.received_at ?? null,
      stmt: known.stmt,
      brought_by: known.brought_by,
    },
  ];
  await store.put({
    grade: null,
    proposals: [],
    ...known,
    brought_by: undefined,
    earlier: earlier ?? [],
    kind: row.kind,
    id: row.doc_id,
    rev,
    hash,
    stmt: row.stmt,
    received_at,
  });
}

/**
 * @param {Tx} tx
 * @param {string} account
 * @param {(Wire | Gone)[]} docs
 * @param {Set<string>} busy
 */
async function applyDocuments(tx, account, docs, busy) {
  const store = tx.objectStore("documents");
  let changed = 0;
  for (const doc of docs) {
    const known = await store.get([doc.kind, doc.id]);
    const gone = "gone" in doc && doc.gone;
    if (gone) {
      await takeAway(tx, known, gone, busy);
    } else {
      const came = /** @type {Wire} */ (doc);
      await store.put(came);
      if (doc.kind === "entry") changed += await release(tx, doc.id);
      if (doc.kind === "signoff" && !known) await closeSheet(tx, account, came);
    }
    changed += gone ? Number(Boolean(known)) : Number(JSON.stringify(known) !== JSON.stringify(doc));
  }
  return changed;
}

// A signature goes past this phone's outbox; its arrival says that the sheet's draft has done its work. So has what was
// begun on a case that somebody else signed: there is no sheet left to send it from.
/**
 * @param {Tx} tx
 * @param {string} account
 * @param {Wire} doc
 */
async function closeSheet(tx, account, { kind, id, stmt }) {
  const { entry, signer, verdict } = JSON.parse(stmt);
  const own = signer?.id === account;
  if (own || verdict === "signed") await tx.objectStore("drafts").delete(`${entry}:signoff`);
  if (own) await supersede(tx, { kind, doc_id: id, stmt });
}

// By the server's clock: one that is wrong here must not make yesterday's copies look years old.
/**
 * @param {Tx} tx
 * @param {string} now
 */
async function prune(tx, now) {
  const store = tx.objectStore("sent");
  const rows = (await store.getAll()).sort((one, other) => (one.sent_at < other.sent_at ? 1 : -1));
  const old = rows.filter((row, index) => index >= KEPT_ITEMS || row.sent_at < daysBefore(now));
  await Promise.all(old.map((row) => store.delete(row.mutation)));
}

/** @param {string} instant */
const daysBefore = (instant) => new Date(Date.parse(instant) - KEPT_DAYS * 86_400_000).toISOString();
