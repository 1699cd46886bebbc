// Half-written forms, kept on this phone under the id of their entry until they are saved.
/** @import { Fields, StoredDraft, Tx } from "phone" */
import { KINDS, NAMES } from "../twins/kinds.js";
import { nameOf, transact } from "./db.js";

const DRAFTED = NAMES.filter((name) => KINDS[name].drafted);

/**
 * Keep what a form holds now: key "entry id" or "entry id:kind", fields {name: [values]}.
 * A draft that comes late, after its own form was already saved, is not kept: it would stand beside the case it became.
 * @param {string} account
 * @param {string} key
 * @param {Fields} fields
 * @param {string | null} [mutation]
 */
export function keep(account, key, fields, mutation = null) {
  const draft = { key, entry: key.split(":")[0], saved_at: now(), fields };
  return transact(nameOf(account), ["drafts", "outbox", "sent"], "readwrite", async (tx) => {
    if (mutation && (await saved(tx, mutation))) return null;
    await tx.objectStore("drafts").put(draft);
    return draft;
  });
}

/**
 * The same in the last moment of a page, which will not live to hear the answer of a question.
 * @param {string} account
 * @param {string} key
 * @param {Fields} fields
 */
export function keepAtOnce(account, key, fields) {
  return transact(nameOf(account), ["drafts"], "readwrite", (tx) => {
    tx.objectStore("drafts").put({ key, entry: key.split(":")[0], saved_at: now(), fields });
    tx.commit();
  });
}

/**
 * The draft under a key, or undefined.
 * @param {string} account
 * @param {string} key
 */
export const find = (account, key) =>
  transact(nameOf(account), ["drafts"], "readonly", (tx) => tx.objectStore("drafts").get(key));

/**
 * Drop the draft of one kind about an entry (entry, signoff, review), or all of them; gives what was there: [draft…].
 * @param {string} account
 * @param {string} entry
 * @param {string | null} [kind]
 */
export const take = (account, entry, kind = null) =>
  transact(nameOf(account), ["drafts"], "readwrite", async (tx) => {
    const store = tx.objectStore("drafts");
    const keys = (kind ? [kind] : DRAFTED).map((one) => keyOf(entry, one));
    const found = await Promise.all(keys.map((key) => store.get(key)));
    await Promise.all(keys.map((key) => store.delete(key)));
    return found.filter(Boolean);
  });

/**
 * Put back what take() gave. A draft that was begun in its place meanwhile stays.
 * @param {string} account
 * @param {StoredDraft[]} taken
 */
export const putBack = (account, taken) =>
  transact(nameOf(account), ["drafts"], "readwrite", async (tx) => {
    const store = tx.objectStore("drafts");
    for (const draft of taken) if (!(await store.getKey(draft.key))) await store.put(draft);
  });

/**
 * @param {string} entry
 * @param {string} kind
 */
const keyOf = (entry, kind) => (kind === "entry" ? entry : `${entry}:${kind}`);

/**
 * @param {Tx} tx
 * @param {string} mutation
 */
async function saved(tx, mutation) {
  const found = await Promise.all([
    tx.objectStore("outbox").getKey(mutation),
    tx.objectStore("sent").getKey(mutation),
  ]);
  return found.some(Boolean);
}

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
