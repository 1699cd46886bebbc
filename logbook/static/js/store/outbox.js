// Statements the server has not answered, and those it would not take: putting, reading, discarding.
/** @import { Answer, Beside, Head, Kept, Newest, Numbered, Refused, Row, StoreName, Tx } from "phone" */
import { KINDS, about } from "../twins/kinds.js";
import { nameOf, transact } from "./db.js";

/** @type {("outbox" | "parked" | "sent")[]} */
const BOXES = ["outbox", "parked", "sent"];

/**
 * Keep one statement until the server answers, and drop its draft, in one transaction.
 * row: {mutation, kind, doc_id, after, stmt, hash, at, build, handed: false, base: null|{rev, hash, stmt}}; seen: null
 * or {kind, id, hash} of what the statement builds on (hash null for nothing); drafts: keys to drop; instead: the one
 * refused statement it takes up, where it is not all of the same case; also: further rows that go with it.
 * Resolves with "kept", "known" (this form was already saved: nothing written), or "stale" (the document moved on
 * since the statement was made: make it again).
 * @param {string} account
 * @param {Row} row
 * @param {Beside} [given]
 * @returns {Promise<Kept>}
 */
export function put(account, row, { seen = null, drafts = [], instead = null, also = [] } = {}) {
  return transact(nameOf(account), [...BOXES, "documents", "drafts", "meta"], "readwrite", async (tx) => {
    if (await findIn(tx, row.mutation)) return "known";
    if (seen && ((await headIn(tx, seen.kind, seen.id))?.hash ?? null) !== seen.hash) return "stale";
    await (instead ? giveUp(tx, instead, "superseded") : supersede(tx, row));
    for (const one of [row, ...also]) await tx.objectStore("outbox").put({ ...one, n: await nextNumber(tx) });
    await Promise.all(drafts.map((key) => tx.objectStore("drafts").delete(key)));
    return "kept";
  });
}

/**
 * Where a mutation lies: {box: "outbox"|"parked"|"sent", row}, or undefined.
 * @param {string} account
 * @param {string} mutation
 */
export const find = (account, mutation) =>
  transact(nameOf(account), BOXES, "readonly", (tx) => findIn(tx, mutation));

/**
 * The newest revision of a document on this phone, sent or not: {rev, hash, stmt, mutation: null|id}, or null.
 * @param {string} account
 * @param {string} kind
 * @param {string} id
 */
export const head = (account, kind, id) =>
  transact(nameOf(account), ["outbox", "documents"], "readonly", (tx) => headIn(tx, kind, id));

/**
 * The text of one version of a document, where this phone has it as the newest; null otherwise.
 * @param {string} account
 * @param {string} kind
 * @param {string} id
 * @param {string} hash
 */
export const textOf = (account, kind, id, hash) =>
  transact(nameOf(account), ["documents"], "readonly", async (tx) => {
    const document = await tx.objectStore("documents").get([kind, id]);
    return document?.hash === hash ? document.stmt : null;
  });

/**
 * What a change of an entry builds on: {newest: hash|null, on: null|{rev, hash, stmt: text|null, mutation: null|id}}.
 * `shown` is {rev, hash} of what the form was filled from. Where somebody else changed the entry since, the change
 * builds on what its writer saw, so that the server can put both together instead of losing one.
 * @param {string} account
 * @param {string} id
 * @param {{rev: number, hash: string}} shown
 * @returns {Promise<{newest: string | null, on: Head | null}>}
 */
export function basis(account, id, shown) {
  return transact(nameOf(account), [...BOXES, "documents"], "readonly", async (tx) => {
    const newest = await headIn(tx, "entry", id);
    const sent = await tx.objectStore("sent").getAll();
    const seen = !newest || newest.mutation || !shown.hash || newest.hash === shown.hash;
    if (seen || sent.some((row) => row.hash === newest.hash))
      return { newest: newest?.hash ?? null, on: newest };
    const stmt = sent.find((row) => row.hash === shown.hash)?.stmt ?? null;
    return { newest: newest.hash, on: { rev: shown.rev, hash: shown.hash, stmt, mutation: null } };
  });
}

/**
 * Choose what the next request carries, and note in the same transaction that it may have left: from then on it can be
 * taken back only by telling the server. choose(rows) gives some of them. Resolves with {waiting: all, batch: chosen}.
 * @param {string} account
 * @param {(rows: Numbered[]) => Numbered[]} choose
 */
export function handOver(account, choose) {
  return transact(nameOf(account), ["outbox"], "readwrite", async (tx) => {
    const store = tx.objectStore("outbox");
    const waiting = await store.getAll();
    const batch = choose(waiting);
    await Promise.all(batch.filter((row) => !row.handed).map((row) => store.put({ ...row, handed: true })));
    return { waiting, batch };
  });
}

/**
 * All rows of the outbox, in no order.
 * @param {string} account
 */
export const rows = (account) =>
  transact(nameOf(account), ["outbox"], "readonly", (tx) => tx.objectStore("outbox").getAll());

/**
 * Give up a statement the server would not take. Its text stays among the sent ones for 60 days. also: rows that tell
 * the server, or that take its place.
 * @param {string} account
 * @param {string} mutation
 * @param {Row[]} [also]
 * @param {string} [outcome]
 * @returns {Promise<boolean>}
 */
export function discard(account, mutation, also = [], outcome = "discarded") {
  return transact(nameOf(account), [...BOXES, "meta"], "readwrite", async (tx) => {
    // It may have gone out by itself a moment ago: a second statement in its place would say everything twice.
    if (outcome === "superseded" && !(await tx.objectStore("parked").getKey(mutation))) return false;
    for (const row of also) {
      if (await findIn(tx, row.mutation)) return false;
      await tx.objectStore("outbox").put({ ...row, n: await nextNumber(tx) });
    }
    return giveUp(tx, mutation, outcome);
  });
}

/**
 * Counts of what exists only here: {outbox, parked, drafts}.
 * @param {string} account
 */
export function waiting(account) {
  /** @type {StoreName[]} */
  const stores = ["outbox", "parked", "drafts"];
  return transact(nameOf(account), stores, "readonly", async (tx) => {
    const [outbox, parked, drafts] = await Promise.all(stores.map((store) => tx.objectStore(store).count()));
    return { outbox, parked, drafts };
  });
}

/**
 * Everything that waits, for a file: {outbox: [row…], parked: [row…], drafts: [draft…]}, oldest first.
 * @param {string} account
 */
export function everything(account) {
  /** @type {StoreName[]} */
  const stores = ["outbox", "parked", "drafts"];
  return transact(nameOf(account), stores, "readonly", async (tx) => {
    const [outbox, parked, drafts] = await Promise.all([
      tx.objectStore("outbox").getAll(),
      tx.objectStore("parked").getAll(),
      tx.objectStore("drafts").getAll(),
    ]);
    return { outbox: outbox.sort(byNumber), parked: parked.sort(byNumber), drafts };
  });
}

/**
 * How many cases rows of the outbox are about; several changes of one case are one.
 * @param {Row[]} rows
 */
export function casesIn(rows) {
  const cases = rows.map(caseOf).filter(Boolean);
  // Putting a kept version away goes with a change of its case, or is all that waits.
  return Math.max(new Set(cases).size, Math.min(1, rows.length));
}

/**
 * The document in a row's text; null where this phone did not keep it as it was written.
 * @param {{stmt: string | null}} row
 * @returns {Answer}
 */
export function docOf({ stmt }) {
  try {
    return JSON.parse(/** @type {string} */ (stmt));
  } catch {
    return null;
  }
}

/**
 * The order in which statements were made on this phone.
 * @param {{n: number}} one
 * @param {{n: number}} other
 */
export const byNumber = (one, other) => one.n - other.n;

/**
 * Inside a transaction over parked and sent: a refused statement leaves the list, its text is kept.
 * @param {Tx} tx
 * @param {Refused} row
 * @param {string} outcome
 */
export async function retire(tx, row, outcome) {
  await tx.objectStore("parked").delete(row.mutation);
  await tx.objectStore("sent").put({ ...row, outcome, sent_at: new Date().toISOString() });
}

/**
 * Inside a transaction over meta: the next number of a statement made on this phone.
 * @param {Tx} tx
 * @returns {Promise<number>}
 */
export async function nextNumber(tx) {
  const n = ((await tx.objectStore("meta").get("n")) ?? 0) + 1;
  await tx.objectStore("meta").put(n, "n");
  return n;
}

/**
 * @param {Row} row
 * @returns {string | null}
 */
function caseOf(row) {
  const doc = docOf(row);
  if (!doc) return row.doc_id;
  const { kind, id } = about(doc);
  return kind === "proposal" ? null : id;
}

/**
 * @param {Tx} tx
 * @param {string} mutation
 * @param {string} outcome
 */
async function giveUp(tx, mutation, outcome) {
  const row = await tx.objectStore("parked").get(mutation);
  if (row) await retire(tx, row, outcome);
  return Boolean(row);
}

/**
 * @param {Tx} tx
 * @param {string} mutation
 */
async function findIn(tx, mutation) {
  for (const box of BOXES) {
    const row = await tx.objectStore(box).get(mutation);
    if (row) return { box, row };
  }
  return undefined;
}

/**
 * @param {Tx} tx
 * @param {string} kind
 * @param {string} id
 * @returns {Promise<Newest | null>}
 */
async function headIn(tx, kind, id) {
  const [rows, document] = await Promise.all([
    tx.objectStore("outbox").getAll(),
    tx.objectStore("documents").get([kind, id]),
  ]);
  const last = rows
    .filter((row) => row.kind === kind && row.doc_id === id)
    .sort(byNumber)
    .at(-1);
  if (last)
    return { rev: JSON.parse(last.stmt).rev ?? 1, hash: last.hash, stmt: last.stmt, mutation: last.mutation };
  return document ? { rev: document.rev, hash: document.hash, stmt: document.stmt, mutation: null } : null;
}

/**
 * Inside a transaction over parked and sent: a new version of a refused case, or a new answer to one, takes the place
 * of the refused one; both would otherwise ask for the same attention. row: {kind, doc_id, stmt}. A change that came
 * after the signature is no earlier form of it: that one is decided about by itself.
 * @param {Tx} tx
 * @param {Pick<Row, "kind" | "doc_id" | "stmt">} row
 */
export async function supersede(tx, row) {
  const parked = await tx.objectStore("parked").getAll();
  const own = parked.filter((other) => other.kind === row.kind && sharedBy(other) === sharedBy(row));
  const old = own.filter(({ code }) => code !== "signed_meanwhile");
  await Promise.all(old.map((other) => retire(tx, other, "superseded")));
}

// Each answer has an id of its own; what two of them share is the case. What has no form is never said anew.
/**
 * @param {Pick<Row, "kind" | "doc_id" | "stmt">} row
 * @returns {string}
 */
const sharedBy = (row) =>
  (KINDS[/** @type {keyof typeof KINDS} */ (row.kind)]?.drafted && about(docOf(row)).id) || row.doc_id;
