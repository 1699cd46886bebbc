// Deciding about what was not accepted: which of two versions goes on, what is given up, what is sent once more.
import { digest, text } from "../store/canonical.js";
import * as outbox from "../store/outbox.js";
import { snapshot } from "../store/snapshot.js";
import * as statements from "../twins/statements.js";
import { seeOther } from "./answers.js";
import { clock } from "./clock.js";
import { any, fieldsOf, one } from "./fields.js";
import { keep, rowOf, saved, send } from "./keeping.js";
import { draw } from "./pages.js";

const MOVED = { base: ["The case changed meanwhile. Look at both versions again."] };

/** POST /entries/<id>/choice: one version goes on, or answers of both; the kept one is put away. Nothing is lost. */
export async function choose(plain) {
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  const { account, fields, id } = visit;
  const known = await snapshot(account, visit.bundle);
  const rival = rivalIn(known, id, one(fields, "of"));
  // Decided before: the second tap of a doubled one.
  if (!rival) return seeOther(`/entries/${id}`);
  const { keep: decided, picked } = decisionOf(fields);
  if (decided === "other") return giveUp(visit, known, rival.mutation, one(fields, "mutation"));
  const on = await outbox.head(account, "entry", id);
  if (!decided || on?.hash !== one(fields, "base_hash")) {
    return draw(anew(visit), "entry_choice", { problems: decided ? MOVED : {} }, 422);
  }
  return decided === "this"
    ? follow(visit, known, rival, on, statements.on_top(rival.doc, JSON.parse(on.stmt), placeOf(visit, on)))
    : mix(visit, known, rival, on, picked);
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

function decisionOf(fields) {
  const names = Object.keys(fields).filter((name) => name.startsWith("pick."));
  const picked = names.filter((name) => one(fields, name) === "mine").map((name) => name.slice(5));
  const asked = one(fields, "keep");
  if (asked === "each" && !picked.length) return { keep: "other", picked };
  if (asked === "each" && picked.length === names.length) return { keep: "this", picked };
  return { keep: ["this", "other", "each"].includes(asked) ? asked : "", picked };
}

async function giveUp(visit, known, mutation, by) {
  const closing = await closings(visit, known, [mutation], "Given up", by);
  await outbox.discard(visit.account, mutation, closing);
  return saved(visit, "kept", `/entries/${visit.id}`);
}

async function mix(visit, known, rival, on, picked) {
  const { account, bundle } = visit;
  const other = JSON.parse(on.stmt);
  const fields = statements.mixed(rival.doc, other, picked, bundle);
  const context = { ...placeOf(visit, on), id: visit.id, account, base: other, snapshot: known, ...clock() };
  const { doc, problems } = statements.entry(fields, context, bundle);
  if (!any(problems)) return follow(visit, known, rival, on, doc);
  const filled = { ...fields, instead: [rival.mutation], base_rev: [String(on.rev)], base_hash: [on.hash] };
  const url = new URL(`/entries/${visit.id}/edit`, visit.url);
  return draw({ ...visit, url, fields: filled }, "entry_form", { problems }, 422);
}

async function follow(visit, known, rival, on, doc) {
  const { id } = visit;
  const also = await closings(visit, known, [rival.mutation], "Taken up");
  const seen = { kind: "entry", id, hash: on.hash };
  const kept = await keep(visit, { kind: "entry", doc, on, seen, instead: rival.mutation, also });
  return kept === "stale"
    ? draw(anew(visit), "entry_choice", { problems: MOVED }, 422)
    : saved(visit, kept, `/entries/${id}`);
}

const placeOf = ({ fields }, on) => ({
  rev: on.rev + 1,
  prev: on.hash,
  mutation: one(fields, "mutation"),
  amends: one(fields, "amends") || null,
});

// The page again, as a new form: the numbers of the old one may be used up.
const anew = (visit) => ({ ...visit, fields: { ...visit.fields, id: [], mutation: [] } });

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
      const of = { kind: "proposal", id: mutation };
      const context = { id: crypto.randomUUID(), of, of_hash: await digest(text(doc)), account, ...clock() };
      const made = statements.withdrawal({ reason: [reason] }, context, bundle).doc;
      return rowOf({ bundle, fields: { mutation: [by] } }, { kind: "withdrawal", doc: made });
    }),
  );
}

// What waited for an earlier statement speaks of the version there is now.
function aimed(doc, { entry }) {
  const record = entry.find(({ id }) => id === (doc.typ === "review" ? doc.entry : doc.of?.id));
  if (!record) return doc;
  return doc.typ === "review"
    ? { ...doc, entry_rev: record.rev, entry_hash: record.hash }
    : { ...doc, of_hash: record.hash };
}
