// Deciding between two versions of one case: which goes on, or each answer from either. Twin of statements/choosing.py.
/** @import { Chosen, Context, Counting, Fields, Following, Problems } from "phone" */
/** @import { Entry, Shell } from "shapes" */
import { withdrawal } from "./answers.js";
import { entry } from "./entry.js";
import { fields_of } from "./filling.js";
import { first } from "./forms.js";
import { keeping } from "./keeping.js";

export const MOVED = "The case changed meanwhile. Look at both versions again.";

/**
 * What a form of two versions asks for: {act, doc, problems: {name: [words]}, fields}. act: "keep" the doc as the case's
 * next revision; "give_up" the rival; "choose" again on the same page; "mend" the fields in the form of the case, because
 * they lack something. rival: {mutation, doc} of the kept version; head: {rev, hash, doc} of the one that counts, null
 * where there is none; context: account, now, tz, snapshot.
 * @param {Fields} fields
 * @param {{mutation: string, doc: Entry}} rival
 * @param {Counting | null} head
 * @param {Context} context
 * @param {Shell} shell
 * @returns {Chosen}
 */
export function chosen(fields, rival, head, context, shell) {
  const { keep, picked } = decision(fields);
  /** @type {Chosen} */
  const made = { act: "choose", doc: null, problems: {}, fields: {} };
  if (keep === "other") return { ...made, act: "give_up" };
  if (!keep || head?.hash !== first(fields, "base_hash")) {
    return { ...made, problems: keep ? { base: [MOVED] } : {} };
  }
  const place = {
    rev: head.rev + 1,
    prev: head.hash,
    mutation: first(fields, "mutation"),
    amends: first(fields, "amends") || null,
  };
  if (keep === "this") return { ...made, act: "keep", doc: on_top(rival.doc, head.doc, place) };
  const given = mixed(rival.doc, head.doc, picked, shell);
  const facts = { ...context, ...place, id: head.doc.id, base: head.doc };
  const { doc, problems } = entry(given, facts, shell);
  if (!Object.keys(problems).length) return { ...made, act: "keep", doc };
  const base = { base_rev: [String(head.rev)], base_hash: [head.hash], instead: [rival.mutation] };
  return { ...made, act: "mend", problems, fields: { ...given, ...base } };
}

/**
 * {keep: "this" | "other" | "each" | "", picked: the names of the answers picked from the kept version}.
 * @param {Fields} fields
 */
export function decision(fields) {
  const names = Object.keys(fields).filter((name) => name.startsWith("pick."));
  const picked = names.filter((name) => first(fields, name) === "mine").map((name) => name.slice(5));
  const asked = first(fields, "keep");
  if (asked === "each" && !picked.length) return { keep: "other", picked };
  if (asked === "each" && picked.length === names.length) return { keep: "this", picked };
  return { keep: ["this", "other", "each"].includes(asked) ? asked : "", picked };
}

/**
 * The withdrawal that puts away a version kept on the server: taken up, or given up. Its text stays. kept: {mutation,
 * hash of its text}; context: id of the withdrawal, account, now.
 * @param {{mutation: string, hash: string}} kept
 * @param {string} reason
 * @param {{id: string, account: string, now: string}} context
 * @param {Shell} shell
 */
export function closing(kept, reason, context, shell) {
  const of = { kind: "proposal", id: kept.mutation };
  return withdrawal({ reason: [reason] }, { ...context, of, of_hash: kept.hash }, shell).doc;
}

/**
 * The same case as the revision that follows the `other`, with what only that one's build knew to say; place: rev, prev,
 * mutation, amends (a hash or null).
 * @param {Entry} doc
 * @param {Entry} other
 * @param {Following} place
 * @returns {Entry}
 */
export function on_top(doc, other, { rev, prev, mutation, amends }) {
  const { amends: _, ...kept } = keeping(doc, other);
  return { ...kept, rev, prev, mutation, ...(amends ? { amends } : {}) };
}

/**
 * The fields of a form with the other's answers, and mine where their names are picked.
 * @param {Entry} mine
 * @param {Entry} other
 * @param {string[]} picked
 * @param {Shell} shell
 */
export function mixed(mine, other, picked, shell) {
  const [own, fields] = [keeping(mine, other), other].map((doc) => fieldsOf(doc, shell));
  for (const name of picked) {
    for (const key of Object.keys(fields)) if (belongs(key, name)) delete fields[key];
    for (const key of Object.keys(own)) if (belongs(key, name)) fields[key] = own[key];
  }
  return fields;
}

// All fields of a version, none left out for its part; areas without those of its points, which bring their own.
/**
 * @param {Entry} doc
 * @param {Shell} shell
 * @returns {Fields}
 */
function fieldsOf(doc, shell) {
  const areas = doc.areas.filter((area) => !doc.points.some((point) => point.area === area));
  return { ...fields_of(doc, shell), areas, kept: ["points", "product", "areas"] };
}

/**
 * @param {string} key
 * @param {string} name
 */
const belongs = (key, name) => key === name || key.startsWith(`${name}.`);
