// Deciding about what was not accepted: which of two versions goes on, what is given up, what is sent once more.
/** @import { Beside, Newest, Posted, Problems, Visit } from "phone" */
/** @import { Entry, Handover, Parked, Proposal, Records, Snapshot, Statement } from "shapes" */
import { digest, text } from "../store/canonical.js";
import * as outbox from "../store/outbox.js";
import { snapshot } from "../store/snapshot.js";
import { entry_choice, entry_form } from "../twins/pages.js";
import { about, anew } from "../twins/kinds.js";
import * as statements from "../twins/statements.js";
import { MOVED } from "../twins/statements/choosing.js";
import { seeOther } from "./answers.js";
import { clock } from "./clock.js";
import { fieldsOf, one } from "./fields.js";
import { keep, rowOf, saved, send } from "./keeping.js";
import { draw } from "./pages.js";

/**
 * POST /entries/<id>/choice: one version goes on, or answers of both; the kept one is put away. Nothing is lost.
 * @param {Visit} plain
 */
export async function choose(plain) {
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  const { account, bundle, fields, id } = visit;
  const known = await snapshot(account, bundle);
  const rival = rivalIn(known, id, one(fields, "of"));
  // Decided before: the second tap of a doubled one.
  if (!rival) return seeOther(`/entries/${id}`);
  const on = await outbox.head(account, "entry", id);
  const head = on && { ...on, doc: JSON.parse(on.stmt) };
  const made = statements.chosen(fields, rival, head, { account, snapshot: known, ...clock() }, bundle);
  if (made.act === "give_up") return giveUp(visit, known, rival.mutation, one(fields, "mutation"));
  if (!head || made.act === "choose") return again(visit, made.problems);
  if (made.act === "keep") return follow(visit, known, rival, head, made.doc);
  const url = new URL(`/entries/${id}/edit`, visit.url);
  return draw({ ...visit, url, fields: made.fields }, entry_form, { problems: made.problems }, 422);
}

/**
 * POST /outbox/<mutation>/discard: give up a statement that was not accepted.
 * @param {Visit} visit
 */
export async function discard(visit) {
  const { account, id } = visit;
  const closing = await closings(visit, await snapshot(account, visit.bundle), [id], "Given up");
  await outbox.discard(account, id, closing);
  if (closing.length) visit.event.waitUntil(send(account));
  return seeOther("/me");
}

/**
 * POST /outbox/<mutation>/again: the same statement once more, under a new number: the old one has its verdict.
 * @param {Visit} visit
 */
export async function sendAgain(visit) {
  const { account, id, bundle } = visit;
  const found = await outbox.find(account, id);
  if (found?.box !== "parked") return seeOther("/me");
  const mutation = crypto.randomUUID();
  const doc = aimed(JSON.parse(found.row.stmt), (await snapshot(account, bundle)).records);
  if ("mutation" in doc) doc.mutation = mutation;
  const row = await rowOf(
    { bundle, fields: { mutation: [mutation] } },
    { kind: found.row.kind, doc, on: found.row.base },
  );
  await outbox.discard(account, id, [{ ...row, base: found.row.base ?? null, after: null }], "superseded");
  return saved(visit, "/me");
}

/**
 * What saving the form of a case takes up besides: {instead, also} for outbox.put.
 * @param {Posted} visit
 * @param {Snapshot} known
 * @param {string} id
 * @returns {Promise<Beside>}
 */
export async function takenUp(visit, known, id) {
  const instead = one(visit.fields, "instead");
  if (instead) return { instead, also: await closings(visit, known, [instead], "Taken up") };
  // The form was filled from the last refused version; a change that came after the signature was not in it.
  const refused = known.parked
    .filter(isCase)
    .filter(({ doc, code }) => doc.id === id && code !== "signed_meanwhile");
  return {
    also: await closings(
      visit,
      known,
      refused.slice(-1).map(({ mutation }) => mutation),
      "Taken up",
    ),
  };
}

/**
 * @param {Posted} visit
 * @param {Snapshot} known
 * @param {string} mutation
 * @param {string} by
 */
async function giveUp(visit, known, mutation, by) {
  const closing = await closings(visit, known, [mutation], "Given up", by);
  await outbox.discard(visit.account, mutation, closing);
  return saved(visit, `/entries/${visit.id}`);
}

/**
 * @param {Posted} visit
 * @param {Snapshot} known
 * @param {{ mutation: string }} rival
 * @param {Newest} on
 * @param {Entry} doc
 */
async function follow(visit, known, rival, on, doc) {
  const { id } = visit;
  const also = await closings(visit, known, [rival.mutation], "Taken up");
  const seen = { kind: "entry", id, hash: on.hash };
  const kept = await keep(visit, { kind: "entry", doc, on, seen, instead: rival.mutation, also });
  return kept === "stale" ? again(visit, { base: [MOVED] }) : saved(visit, `/entries/${id}`);
}

// The page again, as a new form: the numbers of the old one may be used up.
/**
 * @param {Posted} visit
 * @param {Problems} problems
 */
const again = (visit, problems) =>
  draw({ ...visit, fields: { ...visit.fields, id: [], mutation: [] } }, entry_choice, { problems }, 422);

// The version of a case that lies on this phone as refused, or on the server beside the one that counts.
/**
 * @param {Snapshot} known
 * @param {string} id
 * @param {string} mutation
 * @returns {{ mutation: string, doc: Entry } | null}
 */
function rivalIn(known, id, mutation) {
  const here = known.parked.filter(isCase).find((row) => row.mutation === mutation && row.doc.id === id);
  const record = known.records.entry.find((found) => found.id === id);
  const kept = isClosing(known, mutation) ? null : record?.proposals.find((one) => one.mutation === mutation);
  return here ?? kept ?? null;
}

/**
 * @param {Parked} row
 * @returns {row is Parked & { doc: Entry }}
 */
const isCase = (row) => row.doc.typ === "entry";

// Whether a withdrawal of what lies under this mutation waits already.
/**
 * @param {Snapshot} known
 * @param {string} mutation
 */
const isClosing = ({ outbox: waiting }, mutation) =>
  waiting.some(({ doc }) => doc.typ === "withdrawal" && doc.of.id === mutation);

// Withdrawals that put away the versions the server keeps under these mutations; none for those it does not keep.
/**
 * @param {Visit} visit
 * @param {Snapshot} known
 * @param {string[]} mutations
 * @param {string} reason
 * @param {string} [by]
 */
function closings({ account, bundle }, known, mutations, reason, by = crypto.randomUUID()) {
  const kept = known.records.entry
    .flatMap(({ proposals }) => proposals)
    .filter(({ mutation }) => mutations.includes(mutation));
  const open = kept.filter(({ mutation }) => !isClosing(known, mutation));
  return Promise.all(
    open.map(async ({ mutation, doc }) => {
      const put = { mutation, hash: await digest(text(doc)) };
      const context = { id: crypto.randomUUID(), account, ...clock() };
      const made = statements.closing(put, reason, context, bundle);
      return rowOf({ bundle, fields: { mutation: [by] } }, { kind: "withdrawal", doc: made });
    }),
  );
}

// What waited for an earlier statement speaks of the version there is now.
/**
 * @param {Exclude<Statement, Handover>} doc
 * @param {Records} records
 * @returns {Statement}
 */
function aimed(doc, { entry }) {
  const subject = about(doc);
  const record = subject.kind === "entry" && entry.find(({ id }) => id === subject.id);
  return (record && anew(doc, record)) || doc;
}
