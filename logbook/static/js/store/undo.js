// Taking back a form that was saved a moment ago: nothing of it is lost, and nothing of it exists twice.
/** @import { Answer, Fields, Numbered, Row, StoreName, StoredDraft, Tx, Undone } from "phone" */
import { about, answeredBy, keyOf } from "../twins/kinds.js";
import { nameOf, transact } from "./db.js";
import { docOf, nextNumber } from "./outbox.js";

/** @type {StoreName[]} */
const STORES = ["outbox", "parked", "sent", "documents", "drafts", "meta"];

/**
 * Undo the save of `mutation`, which made a revision of the case `entry`. here: the form's fields, to go on under the
 * same id; again: {id, fields} to go on as a new case; withdrawal: the row that takes the case back on the server.
 * One transaction decides, so that no request leaves between the look and the deed. Resolves with
 * "draft": it had never left this phone and is a draft again; "edit": the same, of a case that stays;
 * "reopened": it may have left, so it is withdrawn, and its answers are the draft of a new case;
 * "sent": a change that may have left, "later": something came after it, "unknown": not here. These three change nothing.
 * @param {string} account
 * @param {{mutation: string, entry: string, here: Fields, again: {id: string, fields: Fields}, withdrawal: Row}} asked
 * @returns {Promise<Undone>}
 */
export function takeBack(account, { mutation, entry, here, again, withdrawal }) {
  return transact(nameOf(account), STORES, "readwrite", async (tx) => {
    // The same tap once more: what it asks for is done.
    if (await anywhere(tx, withdrawal.mutation)) return "reopened";
    const [row, sent] = await Promise.all([
      tx.objectStore("outbox").get(mutation),
      tx.objectStore("sent").get(mutation),
    ]);
    const drafts = tx.objectStore("drafts");
    const begun = await drafts.get(entry);
    const saved = row ?? (sent?.outcome === "applied" ? sent : undefined);
    if (!saved) return begun ? whereTo(tx, entry) : "unknown";
    if (begun || (await movedOn(tx, saved))) return "later";
    if (row?.handed === false) {
      await tx.objectStore("outbox").delete(mutation);
      await drafts.put(draft(entry, here));
      return whereTo(tx, entry);
    }
    if (JSON.parse(saved.stmt).rev > 1) return "sent";
    await tx
      .objectStore("outbox")
      .put({ ...withdrawal, after: row ? mutation : null, n: await nextNumber(tx) });
    await drafts.put(draft(again.id, again.fields));
    return "reopened";
  });
}

/**
 * @param {string} entry
 * @param {Fields} fields
 * @returns {StoredDraft}
 */
const draft = (entry, fields) => ({
  key: entry,
  entry,
  saved_at: `${new Date().toISOString().slice(0, 19)}Z`,
  fields,
});

/**
 * @param {Tx} tx
 * @param {string} mutation
 */
async function anywhere(tx, mutation) {
  const found = await Promise.all([
    tx.objectStore("outbox").getKey(mutation),
    tx.objectStore("parked").getKey(mutation),
    tx.objectStore("sent").getKey(mutation),
  ]);
  return found.some(Boolean);
}

// A case of which an earlier version is left is changed further; otherwise it is new again.
/**
 * @param {Tx} tx
 * @param {string} entry
 * @returns {Promise<"edit" | "draft">}
 */
async function whereTo(tx, entry) {
  const [rows, parked, document] = await Promise.all([
    tx.objectStore("outbox").getAll(),
    tx.objectStore("parked").getAll(),
    tx.objectStore("documents").get(["entry", entry]),
  ]);
  return document || [...rows, ...parked].some((row) => row.doc_id === entry) ? "edit" : "draft";
}

// Whether anything was said of the case after this version of it: a change, an answer to it, its withdrawal.
/**
 * @param {Tx} tx
 * @param {Numbered} row
 */
async function movedOn(tx, { doc_id: entry, n, stmt }) {
  const { rev } = JSON.parse(stmt);
  const [rows, parked, documents] = await Promise.all([
    tx.objectStore("outbox").getAll(),
    tx.objectStore("parked").getAll(),
    tx.objectStore("documents").getAll(),
  ]);
  const key = keyOf({ kind: "entry", id: entry });
  const after = (/** @type {Answer} */ doc) => {
    if (doc === null || keyOf(about(doc)) !== key) return false;
    if (doc.typ === "entry") return doc.rev > rev;
    const answered = answeredBy(doc);
    return answered === null || answered >= rev;
  };
  const later = [...rows, ...parked].filter((row) => row.n > n);
  return [...later, ...documents].some((one) => one.stmt?.includes(entry) && after(docOf(one)));
}
