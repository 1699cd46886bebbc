// What an account's phone knows, in the one shape that the page functions of both languages read.
import { MARK, nameOf, transact } from "./db.js";
import { byNumber } from "./outbox.js";

const KINDS = ["entry", "signoff", "review", "withdrawal", "person", "membership", "programme", "requirements", "report"];
const STORES = ["documents", "outbox", "parked", "drafts", "meta"];

// Parsed statements by their hash. The hash is of the text, so what lies here can never be out of date.
const parsed = new Map();
const MOST_PARSED = 20_000;

// The records of the account read last, and the mark its documents bore: reading them again is most of a page's time.
let held = { account: null, mark: null, records: null };

/**
 * {account, records: {kind: [record…]}, outbox, parked, drafts, phone} from the account's database, in one read.
 * record: {kind, id, rev, hash, received_at, doc}; an entry also has proposals, a sign-off its grade.
 * `persisted` (or a promise of it) says whether the browser may delete all this; nobody changes a snapshot.
 */
export async function snapshot(account, persisted = null) {
  const [outbox, parked, drafts, lastSync, authNeeded, records] = await transact(
    nameOf(account), STORES, "readonly",
    (tx) => Promise.all([
      ...["outbox", "parked", "drafts"].map((store) => tx.objectStore(store).getAll()),
      ...["last_sync", "auth_needed"].map((key) => tx.objectStore("meta").get(key)),
      recordsIn(tx, account),
    ]),
  );
  return {
    account,
    records,
    outbox: outbox.sort(byNumber).map(waitingItem),
    parked: parked.sort(byNumber).map(parkedItem),
    drafts: drafts.map(draftItem),
    phone: { last_sync: lastSync ?? null, persisted: await persisted, auth_needed: authNeeded ?? false },
  };
}

// The mark lies in the same database and is read in the same transaction, so what is held is what is there.
async function recordsIn(tx, account) {
  const mark = await tx.objectStore("meta").get(MARK);
  if (!mark || held.account !== account || held.mark !== mark) {
    held = { account, mark, records: recordsOf(await tx.objectStore("documents").getAll()) };
  }
  return held.records;
}

function recordsOf(documents) {
  const records = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  for (const document of documents) records[document.kind]?.push(record(document));
  // Held for the next page too: a page function that sorted one of these in place fails at once.
  Object.values(records).forEach(Object.freeze);
  return records;
}

function record({ kind, id, rev, hash, received_at, stmt, proposals, grade }) {
  const plain = { kind, id, rev, hash, received_at: received_at ?? null, doc: read(hash, stmt) };
  if (kind === "entry") plain.proposals = (proposals ?? []).map(proposal);
  if (kind === "signoff") plain.grade = grade ?? null;
  return plain;
}

const proposal = ({ mutation, code, received_at, stmt }) => ({ mutation, code, received_at, doc: JSON.parse(stmt) });

const waitingItem = ({ mutation, n, at, after, hash, stmt }) => ({ mutation, n, at, after: after ?? null, doc: read(hash, stmt) });

// The key of a half-written answer names its case and itself: "<entry>:signoff".
const draftItem = ({ key, entry, saved_at, fields }) => ({ entry, kind: key.split(":")[1] ?? "entry", saved_at, fields });

function parkedItem({ mutation, n, at, code, fields, hash, stmt, head }) {
  const theirs = head && { rev: head.rev, hash: head.hash, doc: read(head.hash, head.stmt) };
  return { mutation, n, at, code, fields: fields ?? {}, doc: read(hash, stmt), head: theirs ?? null };
}

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
