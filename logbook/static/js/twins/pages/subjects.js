// Which case a statement is about. Twin of pages/subjects.py.
/** @import { Snapshot, Written } from "shapes" */

/**
 * The mutation of the kept version that a withdrawal puts away; "" for every other statement.
 * @param {Written} doc
 */
export const closes = (doc) => (doc.typ === "withdrawal" && doc.of.kind === "proposal" ? doc.of.id : "");

/**
 * Which entry a sign-off or a kept version is about: a withdrawal of one names nothing else.
 * @param {Snapshot} snapshot
 * @returns {Map<string, string>}
 */
export function ownersOf({ records, outbox, parked }) {
  const docs = [...records.signoff, ...outbox, ...parked].map((thing) => thing.doc);
  const owners = new Map();
  for (const { id, proposals } of records.entry)
    for (const { mutation } of proposals) owners.set(mutation, id);
  for (const doc of docs) if (doc.typ === "signoff") owners.set(doc.id, doc.entry);
  return owners;
}

/**
 * The id of the entry a statement is about; "" where that is not known here.
 * @param {Written} doc
 * @param {Map<string, string>} owner
 */
export function entryOf(doc, owner) {
  if (doc.typ === "entry") return doc.id;
  if (doc.typ === "withdrawal") return doc.of.kind === "entry" ? doc.of.id : (owner.get(doc.of.id) ?? "");
  return doc.entry;
}
