// What statements are about, by their kinds. Twin of the Python package kinds, whose kinds declared.js lists.
import { KINDS, SUBJECTS } from "./declared.js";
/** @import { Attestation, Entry, Review, SetAside, Signoff, Withdrawal, Written } from "shapes" */
/** @typedef {{ kind: string, id: string }} Subject */

export { KINDS };

/** The names of all kinds, what is spoken of before what speaks of it. */
export const NAMES = /** @type {(keyof typeof KINDS)[]} */ (Object.keys(KINDS));

/**
 * What a document says it is about: a case, a person's membership, or another statement. What could not be read any
 * more (typ "damaged") tells its case at most.
 * @param {any} doc
 * @returns {Subject}
 */
export function about(doc) {
  const named = kindOf(doc)?.about;
  if (!named) return { kind: "entry", id: text(doc?.entry) };
  return { kind: named.kind || text(at(doc, named.kind_at)), id: text(at(doc, named.id)) };
}

/**
 * The case or membership that a document is about in the end; null where that is not known. owners: see ownersOf.
 * @param {any} doc
 * @param {Map<string, Subject>} owners
 * @returns {Subject | null}
 */
export function subjectOf(doc, owners) {
  const found = about(doc);
  return SUBJECTS.includes(found.kind) ? found : (owners.get(keyOf(found)) ?? null);
}

/**
 * Whether a document moves where its case stands while it waits or is refused; one that cannot be read does. What takes
 * back what moves nothing moves nothing.
 * @param {any} doc
 */
export function moves(doc) {
  const kind = kindOf(doc);
  if (!kind?.moves) return !kind;
  return kindOf({ typ: about(doc).kind })?.moves ?? true;
}

/**
 * What people call a statement: "review"; "" for a case, and for what cannot be read any more.
 * @param {any} doc
 */
export const word = (doc) => kindOf(doc)?.word ?? "";

/**
 * Statements that others may be about, by keyOf, and their subjects. proposals: [[mutation, entry id]…].
 * @param {any[]} docs
 * @param {[string, string][]} proposals
 * @returns {Map<string, Subject>}
 */
export function ownersOf(docs, proposals = []) {
  const owners = new Map();
  for (const [id, entry] of proposals) owners.set(`proposal ${id}`, { kind: "entry", id: entry });
  for (const doc of docs) {
    const subject = about(doc);
    if (SUBJECTS.includes(subject.kind) && !SUBJECTS.includes(doc.typ))
      owners.set(`${doc.typ} ${doc.id}`, subject);
  }
  return owners;
}

/**
 * One text for a subject, or for a document of a kind.
 * @param {Subject} subject
 */
export const keyOf = ({ kind, id }) => `${kind} ${id}`;

/**
 * The number of the version that a statement answers; null where it speaks of the whole.
 * @param {any} doc
 * @returns {number | null}
 */
export function answeredBy(doc) {
  const named = kindOf(doc)?.about.rev;
  return named ? doc[named] : null;
}

/**
 * A statement anew about a later version of what it is about, where a phone may do that by itself; as it is where it
 * speaks of something else; null where only a person may.
 * @template {Attestation | Entry | Review | SetAside | Signoff | Withdrawal} T
 * @param {T} doc
 * @param {{ rev: number, hash: string }} version
 * @returns {T | null}
 */
export function anew(doc, { rev, hash }) {
  const kind = kindOf(doc);
  // One of a later build, which wrote here before this one came back: its writer decides.
  if (!kind?.rebased.length) return null;
  const { about: named, rebased } = kind;
  if (!(/** @type {string[]} */ (rebased).includes(about(doc).kind))) return doc;
  return { ...doc, ...(named.rev && { [named.rev]: rev }), ...(named.hash && { [named.hash]: hash }) };
}

/**
 * The kind that a document says it is; undefined for one that is not known here.
 * @param {any} doc
 */
const kindOf = (doc) =>
  Object.hasOwn(KINDS, doc?.typ) ? KINDS[/** @type {keyof typeof KINDS} */ (doc.typ)] : undefined;

/**
 * @param {any} doc
 * @param {string} path
 */
const at = (doc, path) => path.split(".").reduce((value, name) => value?.[name], doc);

/** @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : "");
