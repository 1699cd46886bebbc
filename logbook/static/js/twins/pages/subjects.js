// Which case a statement is about. Twin of pages/subjects.py.

/** The mutation of the kept version that a withdrawal puts away; "" for every other statement. */
export const closes = ({ typ, of }) => (typ === "withdrawal" && of.kind === "proposal" ? of.id : "");

/** Which entry a sign-off or a kept version is about: a withdrawal of one names nothing else. */
export function ownersOf({ records, outbox, parked }) {
  const docs = [...records.signoff, ...outbox, ...parked].map((thing) => thing.doc);
  const kept = records.entry.flatMap(({ id, proposals }) => proposals.map(({ mutation }) => [mutation, id]));
  return new Map([...kept, ...docs.filter((doc) => doc.typ === "signoff").map((doc) => [doc.id, doc.entry])]);
}

/** The id of the entry a statement is about; "" where that is not known here. */
export function entryOf(doc, owner) {
  if (doc.typ === "entry") return doc.id;
  if (doc.typ === "withdrawal") return doc.of.kind === "entry" ? doc.of.id : (owner.get(doc.of.id) ?? "");
  return doc.entry;
}
