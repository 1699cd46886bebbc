// The review of a case two weeks later, written on the phone: checked, kept, answered, and only then sent.
/** @import { Visit } from "phone" */
import * as outbox from "../store/outbox.js";
import { snapshot } from "../store/snapshot.js";
import { entry_review } from "../twins/pages.js";
import { review } from "../twins/statements.js";
import { unknown } from "./answers.js";
import { clock } from "./clock.js";
import { any, fieldsOf, one } from "./fields.js";
import { keep, saved } from "./keeping.js";
import { draw } from "./pages.js";

const TRIES = 4;

/**
 * POST /entries/<id>/review: how a case turned out.
 * @param {Visit} plain
 */
export async function newReview(plain) {
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  const { bundle, fields, id } = visit;
  if (one(fields, "action") === "more") return draw(visit, entry_review, {}, 200);
  const { now, local } = clock();
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const on = await basis(visit);
    if (!on) return unknown();
    const entry = { id, rev: on.rev, hash: on.hash };
    const context = {
      id: one(fields, "id"),
      entry,
      performed_on: on.doc.performed_on,
      today: local(now).slice(0, 10),
    };
    const { doc, problems } = review(fields, context, bundle);
    if (any(problems)) return draw(visit, entry_review, { problems }, 422);
    const kept = await keep(visit, { kind: "review", doc, on, seen: on.seen, drafts: [`${id}:review`] });
    if (kept !== "stale") return saved(visit, `/entries/${id}`);
  }
  throw new Error("the case kept changing while its review was saved");
}

/**
 * The version a review speaks of: the one the server knows, for a change that waits may still be refused; of a case
 * that was never sent, the one that waits, and the review waits behind it.
 * @param {Visit} visit
 */
async function basis({ account, bundle, id }) {
  const record = (await snapshot(account, bundle)).records.entry.find((found) => found.id === id);
  if (record) return { rev: record.rev, hash: record.hash, doc: record.doc, mutation: null, seen: null };
  const head = await outbox.head(account, "entry", id);
  return head && { ...head, doc: JSON.parse(head.stmt), seen: { kind: "entry", id, hash: head.hash } };
}
