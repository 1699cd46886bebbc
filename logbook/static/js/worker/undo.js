// Undo after Save: the case is a draft again, or, where it may have left, is taken back and goes on as a new one.
/** @import { Fields, Posted, Row, Undone, Visit } from "phone" */
import * as outbox from "../store/outbox.js";
import { takeBack } from "../store/undo.js";
import * as statements from "../twins/statements.js";
import { seeOther } from "./answers.js";
import { clock } from "./clock.js";
import { fieldsOf, one } from "./fields.js";
import { rowOf, send } from "./keeping.js";

const REASON = "Undone just after it was saved.";

/**
 * POST /entries/<id>/undo: {of: the mutation to undo; mutation and id: the withdrawal's, should one be needed; entry:
 * the id to go on under}. These were made when the offer was shown, so that a doubled tap asks for the same.
 * @param {Visit} plain
 */
export async function undoEntry(plain) {
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  const { account, event, fields, id } = visit;
  const saved = await outbox.find(account, one(fields, "of"));
  const outcome = await takeBack(account, await asked(visit, saved?.row));
  if (outcome === "reopened") event.waitUntil(send(account));
  return seeOther(`${PLACES[outcome](id, one(fields, "entry"))}undone=${outcome}`);
}

/** @param {string} id */
const edit = (id) => `/entries/${id}/edit?`;
/** @param {string} id */
const show = (id) => `/entries/${id}?`;
/** @type {Record<Undone, (id: string, fresh: string) => string>} */
const PLACES = {
  draft: (id) => `/entries/new?draft=${id}&`,
  reopened: (id, fresh) => `/entries/new?draft=${fresh}&`,
  edit,
  sent: edit,
  later: show,
  unknown: show,
};

/**
 * @param {Posted} visit
 * @param {Row | undefined} row
 */
async function asked(visit, row) {
  const { account, bundle, fields, id } = visit;
  const doc = row ? JSON.parse(row.stmt) : null;
  const filled = doc ? statements.fields_of(doc, bundle) : {};
  /** @type {Fields} */
  const based = doc?.prev ? { base_rev: [String(doc.rev - 1)], base_hash: [doc.prev] } : {};
  const fresh = one(fields, "entry");
  const context = {
    id: one(fields, "id"),
    of: { kind: "entry", id },
    of_hash: row?.hash ?? "",
    account,
    ...clock(),
  };
  const withdrawal = statements.withdrawal({ reason: [REASON] }, context, bundle).doc;
  return {
    mutation: one(fields, "of"),
    entry: id,
    here: { ...filled, id: [id], ...based },
    again: { id: fresh, fields: { ...filled, id: [fresh] } },
    withdrawal: await rowOf(visit, { kind: "withdrawal", doc: withdrawal }),
  };
}
