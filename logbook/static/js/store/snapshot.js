// What an account's phone knows, in the one shape that the page functions of both languages read.
import { nameOf, transact } from "./db.js";
import { byNumber } from "./outbox.js";

const KINDS = ["entry", "signoff", "review", "withdrawal", "person", "membership", "programme", "requirements", "report"];
const STORES = ["documents", "outbox", "parked", "drafts", "meta"];

// Parsed statements by their hash. The hash is of the text, so what lies here can never be out of date.
const parsed = new Map();
const MOST_PARSED = 20_000;

/**
 * {account, records: {kind: [record…]}, outbox, parked, drafts, phone} from the account's database, in one read.
 * record: {kind, id, rev, hash, received_at, doc}; an entry also has proposals, a sign-off its grade.
 */
export async function snapshot(account, persisted = null) {
  const [documents, outbox, parked, drafts, lastSync, authNeeded] = await transact(
    nameOf(account), STORES, "readonly",
    (tx) => Promise.all([
      ...["documents", "outbox", "parked", "drafts"].map((store) => tx.objectStore(store).getAll()),
      ...["last_sync", "auth_needed"].map((key) => tx.objectStore("meta").get(key)),
    ]),
  );
  return {
    account,
    records: recordsOf(documents),
    outbox: outbox.sort(byNumber).map(waitingItem),
    parked: parked.sort(byNumber).map(parkedItem),
    drafts: drafts.filter((draft) => draft.key === draft.entry).map(({ entry, saved_at, fields }) => ({ entry, saved_at, fields })),
    phone: { last_sync: lastSync ?? null, persisted, auth_needed: authNeeded ?? false },
  };
}

function recordsOf(documents) {
  const records = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  for (const document of documents) records[document.kind]?.push(record(document));
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
