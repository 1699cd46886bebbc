// Who signs: whether a signer was confirmed, who left, and who took over from them. Twin of pages/supervisors.py.
/** @import { Made, View } from "phone" */
/** @import { HandoverRecord, Signer } from "shapes" */
import { compare, memberships, programmeName, signatureOf, versionsOf, waits } from "./cases.js";

/**
 * The memberships of somebody as a supervisor of a programme, also those that ended, as they began.
 * @param {View} view
 * @param {string} person
 * @param {string} programme
 */
export function posts(view, person, programme) {
  return view.posts.get(`${person} ${programme}`) ?? [];
}

/**
 * Whether a signer of the case `doc` was confirmed under the name and number they signed with.
 * @param {View} view
 * @param {{programme: string}} doc
 * @param {Pick<Signer, "id" | "name" | "body" | "number">} signer
 */
export function isConfirmed(view, doc, signer) {
  const held = posts(view, signer.id, doc.programme);
  const said = [signer.name, signer.body, signer.number];
  const isSaid = (/** @type {string[]} */ known) => known.every((part, place) => part === said[place]);
  return !held.length || held.some((post) => !post.confirmed || post.confirmed.some(isSaid));
}

/**
 * The signer of the signature that counts, where nobody has confirmed them yet; else null.
 * @param {View} view
 * @param {Made} made
 */
export function unconfirmed(view, made) {
  const signer = signatureOf(made)?.doc.signer ?? null;
  return signer === null || isConfirmed(view, made.doc, signer) ? null : signer;
}

/**
 * In which of these programmes the viewer's own signatures wait until they are confirmed, by name; [""] for the only
 * programme that they supervise in, which needs no name.
 * @param {View} view
 * @param {Iterable<string>} programmes
 */
export function awaiting(view, programmes) {
  const [me, { supervisor }] = [view.people.get(view.account), view.held];
  const there = me ? [...programmes].filter((id) => supervisor.has(id)) : [];
  const waitsIn = there.filter((programme) => me && !isConfirmed(view, { programme }, me));
  return waitsIn.map((id) => (supervisor.size < 2 ? "" : programmeName(view, id))).sort(compare);
}

/**
 * Whether a case waits on record for its trainee to name who supervised: until then nobody can answer it.
 * @param {Made} made
 */
export const isUnnamed = (made) => waits(made) && made.record?.doc.supervisor === "";

/**
 * The programmes in which there is somebody else whom the viewer could name.
 * @param {View} view
 */
export const supervised = (view) =>
  new Set(
    memberships(view)
      .filter((doc) => doc.role === "supervisor" && doc.person !== view.account)
      .map((doc) => doc.programme),
  );

/**
 * The day on which a supervisor left a programme; null while they are there, or unknown.
 * @param {View} view
 * @param {string} person
 * @param {string} programme
 * @returns {string | null}
 */
export function leftOn(view, person, programme) {
  const held = posts(view, person, programme);
  if (!held.length || held.some((post) => post.ended_on === null)) return null;
  return held.map((post) => post.ended_on ?? "").sort(compare)[held.length - 1];
}

/**
 * The records of a case's hand-overs, in the order in which they were taken.
 * @param {Made} made
 * @returns {HandoverRecord[]}
 */
export const handoversOf = ({ handovers }) => [...handovers].sort((one, other) => one.nth - other.nth);

/**
 * The record of the hand-over by which a case waits for somebody; null where whom it names holds it, because nobody
 * handed it over or its trainee named somebody later.
 * @param {Made} made
 */
export function handed(made) {
  const last = handoversOf(made).at(-1);
  if (!last) return null;
  const later = versionsOf(made).filter(({ rev }) => rev >= last.after_rev);
  const named = new Set([...later.map(({ doc }) => doc.supervisor), made.doc.supervisor || ""]);
  return named.size < 2 ? last : null;
}

/**
 * The id of who is expected to sign a case: who holds it, else who took over from them; "" where nobody did.
 * @param {View} view
 * @param {Made} made
 */
export function whoSigns(view, made) {
  const seen = new Set();
  let id = handed(made)?.doc.to ?? (made.doc.supervisor || "");
  while (id && !seen.has(id)) {
    seen.add(id);
    const held = posts(view, id, made.doc.programme);
    if (!held.length || held.some((post) => post.ended_on === null)) return id;
    id = held.at(-1)?.handed_to || "";
  }
  return "";
}
