// Deciding about what was not accepted: which of two versions goes on, what is given up, what is sent once more.
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

/** POST /entries/<id>/choice: one version goes on, or answers of both; the kept one is put away. Nothing is lost. */
export async function choose(plain) {
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  const { account, bundle, fields, id } = visit;
  const known = await snapshot(account, bundle);
  const rival = rivalIn(known, id, one(fields, "of"));
  // Decided before: the second tap of a doubled one.
  if (!rival) return seeOther(`/entries/${id}`);
  const on = await outbox.head(account, "entry", id);
  const head = on && { rev: on.rev, hash: on.hash, doc: JSON.parse(on.stmt) };
  const made = statements.chosen(fields, rival, head, { account, snapshot: known, ...clock() }, bundle);
  if (made.act === "give_up") return giveUp(visit, known, rival.mutation, one(fields, "mutation"));
  if (made.act === "keep") return follow(visit, known, rival, on, made.doc);
  if (made.act === "choose") return again(visit, made.problems);
  const url = new URL(`/entries/${id}/edit`, visit.url);
  return draw({ ...visit, url, fields: made.fields }, entry_form, { problems: made.problems }, 422);
}

/** POST /outbox/<mutation>/discard: give up a statement that was not accepted. */
export async function discard(visit) {
  const { account, id } = visit;
  const closing = await closings(visit, await snapshot(account, visit.bundle), [id], "Given up");
  await outbox.discard(account, id, closing);
  if (closing.length) visit.event.waitUntil(send(account));
  return seeOther("/me");
}

/** POST /outbox/<mutation>/again: the same statement once more, under a new number: the old one has its verdict. */
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
  return saved(visit, "kept", "/me");
}

/** What saving the form of a case takes up besides: {instead, also} for outbox.put. */
export async function takenUp(visit, known, id) {
  const instead = one(visit.fields, "instead");
  if (instead) return { instead, also: await closings(visit, known, [instead], "Taken up") };
  // The form was filled from the last refused version; a change that came after the signature was not in it.
  const refused = known.parked.filter(
    ({ doc, code }) => doc.typ === "entry" && doc.id === id && code !== "signed_meanwhile",
  );
  return {
    also: await closings(
      visit,
      known,
      refused.slice(-1).map(({ mutation }) => mutation),
      "Taken up",
    ),
  };
}

async function giveUp(visit, known, mutation, by) {
  const closing = await closings(visit, known, [mutation], "Given up", by);
  await outbox.discard(visit.account, mutation, closing);
  return saved(visit, "kept", `/entries/${visit.id}`);
}

async function follow(visit, known, rival, on, doc) {
  const { id } = visit;
  const also = await closings(visit, known, [rival.mutation], "Taken up");
  const seen = { kind: "entry", id, hash: on.hash };
  const kept = await keep(visit, { kind: "entry", doc, on, seen, instead: rival.mutation, also });
  return kept === "stale" ? again(visit, { base: [MOVED] }) : saved(visit, kept, `/entries/${id}`);
}

// The page again, as a new form: the numbers of the old one may be used up.
const again = (visit, problems) =>
  draw({ ...visit, fields: { ...visit.fields, id: [], mutation: [] } }, entry_choice, { problems }, 422);

// The version of a case that lies on this phone as refused, or on the server beside the one that counts.
function rivalIn({ parked, records, outbox: waiting }, id, mutation) {
  const here = parked.find(
    (row) => row.mutation === mutation && row.doc.typ === "entry" && row.doc.id === id,
  );
  const record = records.entry.find((found) => found.id === id);
  const closed = waiting.some(({ doc }) => doc.of?.id === mutation);
  return here ?? (closed ? null : (record?.proposals.find((kept) => kept.mutation === mutation) ?? null));
}

// Withdrawals that put away the versions the server keeps under these mutations; none for those it does not keep.
function closings(
  { account, bundle },
  { records, outbox: waiting },
  mutations,
  reason,
  by = crypto.randomUUID(),
) {
  const kept = records.entry
    .flatMap(({ proposals }) => proposals)
    .filter(({ mutation }) => mutations.includes(mutation));
  const open = kept.filter(({ mutation }) => !waiting.some(({ doc }) => doc.of?.id === mutation));
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
function aimed(doc, { entry }) {
  const subject = about(doc);
  const record = subject.kind === "entry" && entry.find(({ id }) => id === subject.id);
  return (record && anew(doc, record)) || doc;
}
