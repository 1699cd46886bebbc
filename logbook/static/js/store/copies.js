// A saved copy laid back into this phone: what is not known here comes in as it was kept, and nothing is overwritten.
/** @import { Answer, Base, Bundle, Row, StoredDraft, Tx } from "phone" */
import { digest, text } from "./canonical.js";
import { nameOf, transact } from "./db.js";
import { byNumber, docOf, nextNumber } from "./outbox.js";
import { isDraft } from "./reading.js";
import { isObject, misfit } from "./shapes.js";

/** @type {("outbox" | "parked" | "sent")[]} */
const BOXES = ["outbox", "parked", "sent"];
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

/**
 * copy: the file of "Save a copy", read. Statements go where they lay, unless this phone knows their mutation; drafts
 * where there is none of their case. A file may come from anywhere: each row is judged first, and what no page could
 * read stays outside. shell: the build's words and shapes. Resolves with {records, drafts, refused}: how many came in,
 * and how many were not taken.
 * @param {string} account
 * @param {Answer} copy
 * @param {Bundle | null} shell
 */
export async function bringBack(account, copy, shell) {
  const [outbox, parked] = await Promise.all(
    ["outbox", "parked"].map((box) => sound(listed(copy, box), box, shell)),
  );
  const drafts = listed(copy, "drafts").filter((draft) => isObject(draft) && isDraft(draft));
  const given = ["outbox", "parked", "drafts"].reduce((sum, box) => sum + listed(copy, box).length, 0);
  return transact(nameOf(account), [...BOXES, "drafts", "meta"], "readwrite", async (tx) => {
    const came = { records: 0, drafts: 0, refused: given - outbox.length - parked.length - drafts.length };
    for (const row of outbox.sort(byNumber)) came.records += Number(await add(tx, "outbox", row));
    for (const row of parked.sort(byNumber)) came.records += Number(await add(tx, "parked", row));
    for (const draft of drafts) came.drafts += Number(await begin(tx, draft));
    return came;
  });
}

/**
 * @param {Answer} copy
 * @param {string} box
 * @returns {Answer[]}
 */
const listed = (copy, box) => (isObject(copy) && Array.isArray(copy[box]) ? copy[box] : []);

// The rows that are whole: what an own phone would have written, text for text.
/**
 * @param {Answer[]} rows
 * @param {string} box
 * @param {Bundle | null} shell
 */
async function sound(rows, box, shell) {
  const judged = await Promise.all(
    rows.map(async (row) => isObject(row) && hasRowShape(row, box) && (await isStatement(row, shell))),
  );
  return rows
    .filter((row, place) => judged[place])
    .map((row) => ({ ...row, base: versionOf(row.base), head: versionOf(row.head) }));
}

/**
 * @param {Answer} row
 * @param {string} box
 */
function hasRowShape({ mutation, kind, doc_id, after, stmt, hash, at, n, code }, box) {
  const named =
    [mutation, doc_id].every((id) => UUID.test(id)) &&
    (after === null || after === undefined || UUID.test(after));
  const dated = typeof at === "string" && !Number.isNaN(Date.parse(at));
  const told = box === "outbox" || typeof code === "string";
  return (
    named &&
    dated &&
    told &&
    typeof kind === "string" &&
    typeof stmt === "string" &&
    HASH.test(hash) &&
    Number.isInteger(n)
  );
}

// Its text is what its hash says, canonical, of the kind its row says, about what its row says, and can be read here.
/**
 * @param {Row} row
 * @param {Bundle | null} shell
 */
async function isStatement({ mutation, kind, doc_id, stmt, hash }, shell) {
  const doc = docOf({ stmt });
  if (!isObject(doc) || (await digest(stmt)) !== hash || canonical(doc) !== stmt) return false;
  return !misfit(doc, kind, shell) && doc.id === doc_id && (doc.mutation ?? mutation) === mutation;
}

/** @param {object} doc */
function canonical(doc) {
  try {
    return text(doc);
  } catch {
    return null;
  }
}

// What a row builds on only helps to join two changes: where it is not whole, the row goes without.
/**
 * @param {Answer} one
 * @returns {Base | null}
 */
const versionOf = (one) =>
  isObject(one) && Number.isInteger(one.rev) && HASH.test(one.hash) && (one.stmt === null || docOf(one))
    ? { rev: one.rev, hash: one.hash, stmt: one.stmt }
    : null;

/**
 * @param {Tx} tx
 * @param {"outbox" | "parked"} box
 * @param {Answer} row
 */
async function add(tx, box, row) {
  const known = await Promise.all(BOXES.map((name) => tx.objectStore(name).getKey(row.mutation)));
  if (known.some(Boolean)) return false;
  // Its own phone may have sent it: here too only a withdrawal takes it back.
  await tx.objectStore(box).put({ ...row, handed: true, n: await nextNumber(tx) });
  return true;
}

/**
 * @param {Tx} tx
 * @param {StoredDraft} draft
 */
async function begin(tx, { key, entry, saved_at, fields }) {
  if (await tx.objectStore("drafts").getKey(key)) return false;
  await tx.objectStore("drafts").put({ key, entry, saved_at, fields });
  return true;
}
