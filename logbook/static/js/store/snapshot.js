// What an account's phone knows, in the one shape that the page functions of both languages read.
import { census } from "./damage.js";
import { MARK, nameOf, transact } from "./db.js";
import { byNumber } from "./outbox.js";

const KINDS = ["entry", "signoff", "review", "withdrawal", "person", "membership", "programme", "requirements", "report"];
const STORES = ["documents", "outbox", "parked", "drafts", "meta"];

// Parsed statements by their hash. The hash is of the text, so what lies here can never be out of date.
const parsed = new Map();
const MOST_PARSED = 20_000;

// The records of the account read last, and the mark its documents bore: reading them again is most of a page's time.
let held = { account: null, mark: null, records: null, damaged: false };

/**
 * {account, you: {email}, records: {kind: [record…]}, outbox, parked, drafts, phone} from the account's database, in one read.
 * record: {kind, id, rev, hash, received_at, doc, brought_by: a name or ""}; an entry also has proposals and earlier
 * revisions, a sign-off its grade.
 * `persisted` (or a promise of it) says whether the browser may delete all this; nobody changes a snapshot.
 */
export async function snapshot(account, persisted = null) {
  const [outbox, parked, drafts, lastSync, authNeeded, offset, you, records] = await transact(
    nameOf(account), STORES, "readonly",
    (tx) => Promise.all([
      ...["outbox", "parked", "drafts"].map((store) => tx.objectStore(store).getAll()),
      ...["last_sync", "auth_needed", "clock_offset_s", "you"].map((key) => tx.objectStore("meta").get(key)),
      recordsIn(tx, account),
    ]),
  );
  if (held.damaged) await mend(account);
  return {
    account,
    you: you ?? { email: "" },
    records,
    outbox: outbox.sort(byNumber).map(waitingItem),
    parked: parked.sort(byNumber).map(parkedItem),
    drafts: drafts.filter(({ fields }) => fields !== null && typeof fields === "object").map(draftItem),
    phone: {
      last_sync: lastSync ?? null, persisted: await persisted, auth_needed: authNeeded ?? false, clock_offset_s: offset ?? 0,
    },
  };
}

// The mark lies in the same database and is read in the same transaction, so what is held is what is there.
async function recordsIn(tx, account) {
  const mark = await tx.objectStore("meta").get(MARK);
  if (!mark || held.account !== account || held.mark !== mark) {
    held = { account, mark, ...recordsOf(await tx.objectStore("documents").getAll()) };
  }
  return held.records;
}

// A document that cannot be read is left out of the page; it leaves the phone too, and the next sync brings it again.
async function mend(account) {
  held.damaged = false;
  await census(account, { now: true });
}

function recordsOf(documents) {
  const records = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  let damaged = false;
  for (const document of documents) {
    try {
      records[document.kind]?.push(record(document));
    } catch {
      damaged = true;
    }
  }
  // Held for the next page too: a page function that sorted one of these in place fails at once.
  Object.values(records).forEach(Object.freeze);
  return { records, damaged };
}

function record({ kind, id, rev, hash, received_at, stmt, proposals, earlier, grade, brought_by }) {
  const plain = { kind, id, rev, hash, received_at: received_at ?? null, doc: read(hash, stmt), brought_by: brought_by ?? "" };
  if (kind === "entry") {
    plain.proposals = (proposals ?? []).map(proposal);
    plain.earlier = (earlier ?? []).map(revision);
  }
  if (kind === "signoff") plain.grade = grade ?? null;
  return plain;
}

const proposal = ({ mutation, code, received_at, stmt, brought_by }) =>
  ({ mutation, code, received_at, doc: JSON.parse(stmt), brought_by: brought_by ?? "" });

const revision = ({ rev, hash, received_at, stmt, brought_by }) =>
  ({ rev, hash, received_at: received_at ?? null, doc: read(hash, stmt), brought_by: brought_by ?? "" });

const waitingItem = (row) =>
  ({ mutation: row.mutation, n: row.n, at: row.at, after: row.after ?? null, hash: row.hash, doc: legible(row) });

// The key of a half-written answer names its case and itself: "<entry>:signoff".
const draftItem = ({ key, entry, saved_at, fields }) => ({ entry, kind: key.split(":")[1] ?? "entry", saved_at, fields });

function parkedItem(row) {
  const { mutation, n, at, code, fields } = row;
  const [head, base] = [row.head, row.base].map((one) => (one?.stmt ? { rev: one.rev, hash: one.hash, doc: read(one.hash, one.stmt) } : null));
  return { mutation, n, at, code, fields: fields ?? {}, doc: code === "damaged" ? illegible(row) : legible(row), head, base };
}

function legible(row) {
  try {
    return read(row.hash, row.stmt);
  } catch {
    return illegible(row);
  }
}

// In the place of a statement that cannot be read any more: a page can say which case it was about, and nothing of it.
const illegible = ({ kind, doc_id }) => ({ typ: "damaged", id: doc_id, entry: kind === "entry" ? doc_id : "" });

function read(hash, stmt) {
  let doc = parsed.get(hash);
  if (!doc) {
    // An old phone has little memory; starting over costs one slow page.
    if (parsed.size >= MOST_PARSED) parsed.clear();
    doc = JSON.parse(stmt);
    parsed.set(hash, doc);
  }
  return doc;
}
