// Two versions of one case side by side: which one goes on. Twin of pages/choice.py.
/** @import { Clock, Fields, Made, Rival, Version, View } from "phone" */
/** @import { EntryRecord, Query, Shell, Snapshot, Waiting } from "shapes" */
import { first } from "../statements/forms.js";
import { compareAll, find, read, signatureOf } from "./cases.js";
import { frame, rowOf } from "./common.js";
import { differences } from "./differences.js";
import { idsOf } from "./entries.js";
import { closed, mayRepeat, mayWrite } from "./rights.js";

// The codes under which a version is kept beside the one that counts.
const RIVALS = ["both_changed", "signed_meanwhile", "gone"];

/**
 * /entries/<id>/choice?of=<mutation>: the viewer's own kept version and the one that counts; null without both.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function entry_choice(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  const fields = request.fields ?? {};
  if (!made?.mine || made.record === null) return null;
  const wanted = first(fields, "of") || (request.query.of ?? "");
  const found = rivals(made);
  const rival = found.find(({ mutation }) => mutation === wanted) ?? found[0] ?? null;
  const head = newest({ outbox: made.outbox, record: made.record });
  const withdrawn = made.standing === "withdrawn";
  const told = rival && toldOf(view, head, rival, fields);
  return {
    ...frame(view, "Choose a version", "entries", `/entries/${made.id}`),
    ...idsOf(request, "withdrawal"),
    case: rowOf(view, made),
    on: made.doc.performed_on,
    problems: Object.values(request.problems ?? {}).flat(),
    base: { rev: String(head.rev), hash: head.hash },
    rival: told,
    each: told !== null && !withdrawn && told.rows.length > 1 && mayWrite(view, made),
    ended: closed(view, made),
    anew: mayRepeat(view, made),
    others: found.length - 1,
    other: otherOf(view, made, head),
    signed: signatureOf(made)?.hash ?? "",
    withdrawn,
  };
}

/**
 * The kept versions to be decided about, oldest first: [{mutation, code, at: instant, here, doc}].
 * @param {Pick<Made, "record" | "parked">} made
 * @returns {Rival[]}
 */
export function rivals({ record, parked }) {
  const found = [
    ...parked.flatMap(({ mutation, code, doc, at }) =>
      doc.typ === "entry" && RIVALS.includes(code) ? [{ mutation, code, doc, at, here: true }] : [],
    ),
    ...(record?.proposals ?? []).map(({ mutation, code, doc, received_at: at }) => ({
      mutation,
      code,
      doc,
      at,
      here: false,
    })),
  ];
  return found.sort((one, other) => compareAll([one.at, one.mutation], [other.at, other.mutation]));
}

// What a choice builds upon: the last version written, sent or not: {rev, hash, doc, at: instant or null}.
/**
 * @param {{outbox: Waiting[], record: EntryRecord}} made
 * @returns {Version}
 */
function newest({ outbox, record }) {
  for (const { doc, hash = "" } of outbox.toReversed())
    if (doc.typ === "entry") return { rev: doc.rev, hash, doc, at: null };
  return { rev: record.rev, hash: record.hash, doc: record.doc, at: record.received_at };
}

/**
 * @param {View} view
 * @param {Version} head
 * @param {Rival} rival
 * @param {Fields} fields
 */
const toldOf = (view, head, { mutation, code, at, here, doc }, fields) => ({
  mutation,
  here,
  words: view.words.refusals[code] ?? "",
  at: view.clock.local(at),
  rows: differences(view, doc, head.doc).map(({ name, label, before, after }) => ({
    name,
    label,
    mine: before,
    other: after,
    picked: first(fields, `pick.${name}`) || "mine",
  })),
});

// How the version that counts came here: {at: local or null, by: who signed it, or ""}.
/**
 * @param {View} view
 * @param {Made} made
 * @param {Version} head
 */
function otherOf(view, made, { hash, at }) {
  const signature = signatureOf(made);
  if (signature?.doc.entry_hash === hash) {
    return { at: view.clock.local(signature.doc.signed_at), by: signature.doc.signer.name };
  }
  return { at: at ? view.clock.local(at) : null, by: "" };
}
