// What the server would not take, in words, each with its way out. Twin of pages/refusals.py.
/** @import { Made, View } from "phone" */
/** @import { Parked, Refusal, Way } from "shapes" */
import { about } from "../kinds.js";
import { compare } from "./cases.js";
import { mayWrite, supervises } from "./rights.js";

/** @type {Record<string, string>} */
const FORMS = { entry: "edit", signoff: "signoff", review: "review", set_aside: "set-aside" };
// What a supervisor says of somebody else’s case.
const SUPERVISORS = ["signoff", "set_aside"];

/**
 * One statement the server would not take: {mutation, kind, at, words, fields, way: {href, label} or null, again}.
 * @param {View} view
 * @param {Parked} row
 * @returns {Refusal}
 */
export function refusal(view, row) {
  const made =
    view.cases.find(({ parked }) => parked.some(({ mutation }) => mutation === row.mutation)) ?? null;
  return {
    mutation: row.mutation,
    kind: row.doc.typ,
    at: view.clock.local(row.at),
    words: view.words.refusals[row.code] ?? "The server did not take it.",
    fields: Object.keys(row.fields)
      .sort(compare)
      .flatMap((path) => row.fields[path]),
    ...outOf(view, row, made),
  };
}

/**
 * @param {View} view
 * @param {Parked} row
 * @param {Made | null} made
 * @returns {{way: Way | null, again: boolean}}
 */
function outOf(view, row, made) {
  const kind = view.words.refusal_ways[row.code] ?? "fix";
  if (kind === "again") return { way: null, again: true };
  if (kind !== "first") return { way: wayOf(view, row, made, kind), again: false };
  const first = made ? before(row, made.parked) : null;
  if (first === null)
    return row.doc.typ === "entry"
      ? { way: form(view, row, made), again: false }
      : { way: null, again: true };
  const href = outOf(view, first, made).way?.href ?? `/entries/${made?.id}`;
  return { way: { href, label: "Mend the first" }, again: false };
}

/**
 * @param {View} view
 * @param {Parked} row
 * @param {Made | null} made
 * @param {string} kind
 */
function wayOf(view, row, made, kind) {
  const { doc, mutation } = row;
  if (doc.typ !== "entry") return ["none", "anew"].includes(kind) ? null : form(view, row, made);
  if (kind === "choose" && made?.record && made.mine) {
    return { href: `/entries/${doc.id}/choice?of=${mutation}`, label: "Choose a version" };
  }
  // A number that is taken can only be left to whoever has it.
  if (kind === "anew" || (row.code === "id_reused" && doc.rev === 1)) {
    return view.held.trainee.size
      ? { href: `/entries/new?again=${mutation}`, label: "Log it as a new case" }
      : null;
  }
  return form(view, row, made);
}

// The form where a statement is mended; null where its writer may not say it any more.
/**
 * @param {View} view
 * @param {Parked} row
 * @param {Made | null} made
 */
function form(view, { doc }, made) {
  if (made && !(SUPERVISORS.includes(doc.typ) ? supervises(view, made) : mayWrite(view, made))) return null;
  if (!Object.hasOwn(FORMS, doc.typ)) return null;
  return {
    href: `/entries/${about(doc).id}/${FORMS[doc.typ]}`,
    label: SUPERVISORS.includes(doc.typ) ? "Look at it again" : "Fix",
  };
}

// The refused statement that another one was built upon.
/**
 * @param {Parked} row
 * @param {Parked[]} parked
 */
const before = (row, parked) => parked.find(({ n, code }) => n < row.n && code !== "blocked") ?? null;
