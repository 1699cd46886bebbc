// What lies in an account's stores, read into the shape that pages take. What cannot be read is counted and left out.
/** @import { Answer, Numbered, Reader, Refused, Row, Stored, StoredDraft, Values } from "phone" */
/** @import { Damaged, Draft, Entry, Known, Parked, Records, Revision, Waiting, WireProposal, WireRevision, Written } from "shapes" */
import { KINDS, NAMES } from "../twins/kinds.js";
import { isObject, misfit } from "./shapes.js";

/** The kinds of document that this build knows: statements, and what the server makes itself. */
export const LISTS = [
  ...NAMES,
  "person",
  "membership",
  "programme",
  "requirements",
  "curriculum",
  "standing",
  "gate",
  "report",
];
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$|^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/;
const NO_TIME = "1970-01-01T00:00:00Z";

/**
 * {records: {kind: [record…]}, damaged: bool, unread: number} of the documents of a phone. record: {kind, id, rev,
 * hash, received_at, doc}; an entry also has proposals and earlier revisions, a sign-off its grade. `damaged` says that
 * a text is none; `unread` counts what is whole and unknown here: another kind, a later version, a shape not ours.
 * reader: {read(hash, text), shell}.
 * @param {Stored[]} documents
 * @param {Reader} reader
 * @returns {{records: Records, damaged: boolean, unread: number}}
 */
export function recordsOf(documents, reader) {
  /** @type {Record<string, Answer[]>} */
  const records = Object.fromEntries(LISTS.map((kind) => [kind, []]));
  let [damaged, unread] = [false, 0];
  for (const document of documents) {
    try {
      const made = records[document.kind] ? record(document, reader) : null;
      if (made) records[document.kind].push(made);
      else unread += 1;
    } catch {
      damaged = true;
    }
  }
  // Held for the next page too: a page function that sorted one of these in place fails at once.
  Object.values(records).forEach(Object.freeze);
  return { records: /** @type {Answer} */ (records), damaged, unread };
}

// Null for what this build does not know; throws where the text cannot be read at all.
/**
 * @param {Stored} document
 * @param {Reader} reader
 * @returns {Answer}
 */
function record(document, { read, shell }) {
  const { kind, id, rev, hash, received_at, brought_by, stmt, proposals, earlier, belated } = document;
  const doc = read(hash, stmt);
  if (/** @type {string[]} */ (NAMES).includes(kind) && (misfit(doc, kind, shell) || doc.id !== id))
    return null;
  const known = (/** @type {{ doc: Entry }} */ made) => !misfit(made.doc, kind, shell);
  /** @type {Values} */
  const plain = { kind, id, rev, hash, received_at: received_at ?? null, brought_by: brought_by ?? "", doc };
  if (kind === "entry") {
    plain.proposals = (proposals ?? []).map(proposal).filter(known);
    plain.earlier = (earlier ?? []).map((one) => revision(one, read)).filter(known);
    if (belated)
      plain.belated = belated.map(({ stmt: text, ...kept }) => ({ ...kept, doc: read(kept.hash, text) }));
  }
  /** @type {string[]} */
  const beside = KINDS[/** @type {keyof typeof KINDS} */ (kind)]?.beside ?? [];
  for (const name of beside) plain[name] = /** @type {Values} */ (document)[name] ?? null;
  return plain;
}

/** @param {WireProposal} kept */
const proposal = ({ mutation, code, received_at, brought_by, stmt }) => ({
  mutation,
  code,
  received_at,
  brought_by: brought_by ?? "",
  doc: JSON.parse(stmt),
});

/**
 * @param {WireRevision} kept
 * @param {Reader["read"]} read
 * @returns {Revision}
 */
const revision = ({ rev, hash, received_at, brought_by, stmt }, read) => ({
  rev,
  hash,
  received_at: received_at ?? null,
  brought_by: brought_by ?? "",
  doc: read(hash, stmt),
});

/**
 * Rows of the outbox for a page, in the order given.
 * @param {Numbered[]} rows
 * @param {Reader} reader
 * @returns {Waiting[]}
 */
export const waitingItems = (rows, reader) =>
  rows.map((row) => ({
    mutation: row.mutation,
    n: row.n,
    at: madeAt(row),
    after: row.after ?? null,
    hash: row.hash,
    doc: legible(row, reader),
  }));

/**
 * Refused statements for a page, in the order given.
 * @param {Refused[]} rows
 * @param {Reader} reader
 * @returns {Parked[]}
 */
export const parkedItems = (rows, reader) =>
  rows.map((row) => {
    const { mutation, n, code } = row;
    const [head, base] = [row.head, row.base].map((one) => version(one, row.kind, reader));
    const doc = code === "damaged" ? illegible(row) : legible(row, reader);
    const ahead_s = row.ahead_s !== undefined && Number.isFinite(row.ahead_s) ? row.ahead_s : 0;
    return {
      mutation,
      n,
      at: madeAt(row),
      code: String(code),
      fields: wordsIn(row.fields),
      doc,
      head,
      base,
      ahead_s,
    };
  });

/**
 * How many rows hold what cannot be read here. What was parked as damaged has words of its own.
 * @param {{doc: Written, code?: string}[]} items
 */
export const unreadIn = (items) =>
  items.filter(({ doc, code }) => doc.typ === "damaged" && code !== "damaged").length;

/**
 * Half-written forms for a page. The key of one names its case and itself: "<entry>:signoff".
 * @param {StoredDraft[]} drafts
 * @returns {Draft[]}
 */
export const draftItems = (drafts) =>
  drafts.filter(isDraft).map(({ key, entry, saved_at, fields }) => ({
    entry,
    kind: key.split(":")[1] ?? "entry",
    saved_at,
    fields,
  }));

/**
 * Whether a draft is one: a key, a case, an instant, and texts under names.
 * @param {Answer} draft
 */
export const isDraft = ({ key, entry, saved_at, fields }) =>
  typeof key === "string" &&
  typeof entry === "string" &&
  INSTANT.test(saved_at) &&
  isObject(fields) &&
  Object.values(fields).every(areTexts);

/** @param {Answer} values */
const areTexts = (values) => Array.isArray(values) && values.every((value) => typeof value === "string");

/** @param {Row} row */
const madeAt = ({ at }) =>
  typeof at === "string" && INSTANT.test(at) && !Number.isNaN(Date.parse(at)) ? at : NO_TIME;

/**
 * @param {Answer} fields
 * @returns {Record<string, string[]>}
 */
const wordsIn = (fields) =>
  Object.fromEntries(Object.entries(isObject(fields) ? fields : {}).filter(([, words]) => areTexts(words)));

/**
 * @param {Answer} one
 * @param {string} kind
 * @param {Reader} reader
 * @returns {Known | null}
 */
function version(one, kind, { read, shell }) {
  try {
    const doc = one?.stmt ? read(one.hash, one.stmt) : null;
    return doc && !misfit(doc, kind, shell) ? { rev: one.rev, hash: one.hash, doc } : null;
  } catch {
    return null;
  }
}

/**
 * @param {Row} row
 * @param {Reader} reader
 * @returns {Written}
 */
function legible(row, { read, shell }) {
  try {
    const doc = read(row.hash, row.stmt);
    return misfit(doc, row.kind, shell) ? illegible(row) : doc;
  } catch {
    return illegible(row);
  }
}

// In the place of a statement that cannot be read any more: a page can say which case it was about, and nothing of it.
/**
 * @param {Row} row
 * @returns {Damaged}
 */
const illegible = ({ kind, doc_id }) => ({
  typ: "damaged",
  id: String(doc_id),
  entry: kind === "entry" ? String(doc_id) : "",
});
