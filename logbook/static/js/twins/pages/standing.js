// What the form of a case stands on: the version it changes, a signature under it, a version that was refused. Twin of
// pages/standing.py.
/** @import { Fields, Made, View } from "phone" */
/** @import { Ended, Entry } from "shapes" */
import { repeat_of } from "../statements/filling.js";
import { first } from "../statements/forms.js";
import { signatureOf } from "./cases.js";
import { mayEdit } from "./rights.js";

/**
 * The message of a supervisor who asked for changes last; null after a signature and where nobody asked.
 * @param {View} view
 * @param {Made | null} made
 */
export function askedOf(view, made) {
  const { doc } = made?.answers.at(-1) ?? {};
  if (doc?.verdict !== "returned") return null;
  return {
    signer: doc.signer.name,
    at: view.clock.local(doc.signed_at),
    feedback: doc.feedback,
    corrections: doc.corrections,
  };
}

/**
 * Whether what was asked last is about this very version: nothing was answered yet.
 * @param {Made} made
 */
export function isOpen({ record, answers, doc }) {
  return record !== null && answers.at(-1)?.doc.entry_hash === record.hash && doc === record.doc;
}

/**
 * The version of a case that cannot go on under its own id any more, of the viewer's own.
 * @param {View} view
 * @param {string} mutation
 * @returns {Entry | null}
 */
export function refusedCase({ snapshot, cases }, mutation) {
  for (const row of snapshot.parked) if (row.mutation === mutation && row.doc.typ === "entry") return row.doc;
  const kept = cases.flatMap(({ mine, record }) => (mine && record ? record.proposals : []));
  return kept.find((one) => one.mutation === mutation)?.doc ?? null;
}

/**
 * The signature that every change now builds upon: {hash, rev, by}; null where none stands.
 * @param {Made | null} made
 */
export function signedFacts(made) {
  const signature = made ? signatureOf(made) : null;
  if (signature === null) return null;
  return { hash: signature.hash, rev: signature.doc.entry_rev, by: signature.doc.signer.name };
}

/**
 * What is wrong with the version that was refused last: {name: [words]}.
 * @param {Made} made
 */
export const refused = (made) => made.parked.filter((row) => row.doc.typ === "entry").at(-1)?.fields ?? {};

/**
 * The version that a change builds upon: {rev, hash}, both "" for a new case.
 * @param {Made | null} made
 * @param {Fields} fields
 */
export function baseOf(made, fields) {
  if (first(fields, "base_hash")) return { rev: first(fields, "base_rev"), hash: first(fields, "base_hash") };
  return made?.record ? { rev: String(made.record.rev), hash: made.record.hash } : { rev: "", hash: "" };
}

/**
 * Whether the form takes no answers. What was typed before a role ended stays in sight, though nobody takes it.
 * @param {View} view
 * @param {Made | null} made
 * @param {Ended[]} ended
 * @param {string} origin
 */
export function isLocked(view, made, ended, origin) {
  if (ended.length) return !["typed", "draft"].includes(origin);
  return made !== null && !mayEdit(view, made);
}

/**
 * What a new case takes over from an earlier one: not its programme, nor who supervised, where the viewer left.
 * @param {View} view
 * @param {Made} made
 * @returns {Fields}
 */
export function repeated(view, { id, doc }) {
  /** @type {Fields} */
  const fields = { ...repeat_of(doc, view.shell), from: [id] };
  if (!view.held.trainee.has(doc.programme))
    for (const name of ["programme", "supervisor"]) delete fields[name];
  return fields;
}
