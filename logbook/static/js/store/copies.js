// A saved copy laid back into this phone: what is not known here comes in as it was kept, and nothing is overwritten.
import { nameOf, transact } from "./db.js";
import { byNumber, nextNumber } from "./outbox.js";

const BOXES = ["outbox", "parked", "sent"];

/**
 * copy: the file of "Save a copy", read. Statements go where they lay, unless this phone knows their mutation; drafts
 * where there is none of their case. Resolves with {records, drafts}: how many came in.
 */
export function bringBack(account, { outbox = [], parked = [], drafts = [] }) {
  return transact(nameOf(account), [...BOXES, "drafts", "meta"], "readwrite", async (tx) => {
    const came = { records: 0, drafts: 0 };
    for (const row of outbox.sort(byNumber)) came.records += Number(await add(tx, "outbox", row));
    for (const row of parked.sort(byNumber)) came.records += Number(await add(tx, "parked", row));
    for (const draft of drafts) came.drafts += Number(await begin(tx, draft));
    return came;
  });
}

async function add(tx, box, row) {
  const known = await Promise.all(BOXES.map((name) => tx.objectStore(name).getKey(row.mutation)));
  if (known.some(Boolean)) return false;
  // Its own phone may have sent it: here too only a withdrawal takes it back.
  await tx.objectStore(box).put({ ...row, handed: true, n: await nextNumber(tx) });
  return true;
}

async function begin(tx, { key, entry, saved_at, fields }) {
  if (await tx.objectStore("drafts").getKey(key)) return false;
  await tx.objectStore("drafts").put({ key, entry, saved_at, fields });
  return true;
}
