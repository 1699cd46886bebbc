// What stays on the phone although the server took it back, or did not bring it: work that waits here needs it to be seen,
// mended and saved to a file. It bears a mark (`gone`) and is counted no more; once nothing waits for it, it goes.
/** @import { Stored, Store, Tx } from "phone" */
import { about, keyOf } from "../twins/kinds.js";
import { docOf } from "./outbox.js";

// What the phone of somebody with much to hold keeps no longer, while it may be seen (decision 48).
const NOT_KEPT = "not_kept";
const LIST = "staying";

/**
 * What work on this phone is about, as "kind id": its own documents, what they speak of, and the cases of that.
 * @param {Tx} tx
 * @returns {Promise<Set<string>>}
 */
export async function busyDocuments(tx) {
  const rows = [...(await tx.objectStore("outbox").getAll()), ...(await tx.objectStore("parked").getAll())];
  const busy = new Set();
  for (const row of rows) {
    busy.add(`${row.kind} ${row.doc_id}`);
    busy.add(keyOf(about(docOf(row))));
    busy.add(await caseOf(tx, docOf(row)));
  }
  return busy;
}

/**
 * Take a document away, or leave it marked where work waits for it. Of a case that is merely not kept all stays: without
 * its signature it would look as if it waited for one.
 * @param {Tx} tx
 * @param {Stored | undefined} known
 * @param {string} gone
 * @param {Set<string>} busy
 */
export async function takeAway(tx, known, gone, busy) {
  if (known && (await isBusy(tx, known, gone, busy))) await stay(tx, [{ ...known, gone }]);
  else if (known) await tx.objectStore("documents").delete([known.kind, known.id]);
}

/**
 * Everything leaves that a full pull did not bring; resolves with how much.
 * @param {Tx} tx
 * @param {Set<string>} keep
 * @param {Set<string>} busy
 */
export async function leaveOnly(tx, keep, busy) {
  const store = tx.objectStore("documents");
  const all = /** @type {[string, string][]} */ (await store.getAllKeys());
  let keys = all.filter(([kind, id]) => !keep.has(`${kind} ${id}`));
  if (busy.size) {
    const rest = /** @type {Stored[]} */ (await Promise.all(keys.map((key) => store.get(key))));
    const marked = rest.map((known) => ({ ...known, gone: known.gone ?? NOT_KEPT }));
    const needed = await Promise.all(marked.map((known) => isBusy(tx, known, known.gone, busy)));
    await stay(
      tx,
      marked.filter((_, at) => needed[at]),
    );
    keys = keys.filter((_, at) => !needed[at]);
  }
  await Promise.all(keys.map((key) => store.delete(key)));
  return keys.length;
}

/**
 * What stayed for work that is done, or given up, by now leaves; resolves with how much.
 * @param {Tx} tx
 * @param {Set<string>} busy
 */
export async function letGo(tx, busy) {
  const [store, meta] = [tx.objectStore("documents"), tx.objectStore("meta")];
  /** @type {[string, string][]} */
  const keys = (await meta.get(LIST)) ?? [];
  if (!keys.length) return 0;
  const there = (await Promise.all(keys.map((key) => store.get(key)))).flatMap((known) => known ?? []);
  // What came again in the meantime bears no mark any more.
  const marked = there.filter(({ gone }) => gone);
  const needed = await Promise.all(marked.map((known) => isBusy(tx, known, known.gone ?? "", busy)));
  const done = marked.filter((_, at) => !needed[at]);
  await Promise.all(done.map(({ kind, id }) => store.delete([kind, id])));
  await meta.put(
    marked.filter((_, at) => needed[at]).map(({ kind, id }) => [kind, id]),
    LIST,
  );
  return done.length;
}

/**
 * @param {Tx} tx
 * @param {Stored[]} marked
 */
async function stay(tx, marked) {
  if (!marked.length) return;
  const [store, meta] = [tx.objectStore("documents"), tx.objectStore("meta")];
  await Promise.all(marked.map((known) => store.put(known)));
  const others = ((await meta.get(LIST)) ?? []).filter(
    (/** @type {[string, string]} */ [kind, id]) =>
      !marked.some((known) => known.kind === kind && known.id === id),
  );
  await meta.put([...others, ...marked.map(({ kind, id }) => [kind, id])], LIST);
}

/**
 * @param {Tx} tx
 * @param {Stored} known
 * @param {string} gone
 * @param {Set<string>} busy
 */
async function isBusy(tx, known, gone, busy) {
  if (busy.has(`${known.kind} ${known.id}`)) return true;
  return gone === NOT_KEPT && busy.size > 0 && busy.has(await caseOf(tx, docOf(known)));
}

/**
 * The case that a statement is about in the end, as "entry id"; "" where that is not here.
 * @param {Tx} tx
 * @param {any} doc
 * @returns {Promise<string>}
 */
async function caseOf(tx, doc) {
  const subject = about(doc);
  if (subject.kind === "entry") return keyOf(subject);
  const there = await tx.objectStore("documents").get([subject.kind, subject.id]);
  return there && subject.kind !== doc.typ ? caseOf(tx, docOf(there)) : "";
}
