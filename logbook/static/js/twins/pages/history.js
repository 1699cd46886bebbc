// What has happened to a case, and where it stands now. Twin of pages/history.py.
/** @import { Brought, Made, View } from "phone" */
/** @import { HandoverRecord, SetAside, Signoff, SignoffRecord, Step, Written } from "shapes" */
import { lowered } from "../filters.js";
import { word } from "../kinds.js";
import { byComing } from "../state.js";
import { asidesOf, closes, compareAll, reviewsOf, versionsOf, wasSigned } from "./cases.js";
import { REMIND_DAYS, daysBetween, nameOf, plusDays, reviewDueOn, stateOf } from "./common.js";
import { changed, events, lines, toppedUp } from "./facts.js";
import { datedAfter } from "./dating.js";
import { registration, untreated } from "./practising.js";
import { refusal } from "./refusals.js";
import { handed, isConfirmed, isUnnamed, leftOn, whoSigns } from "./supervisors.js";

// How far two ratings of five steps can lie apart.
const GAPS = ["The same step", "One step apart", "Two steps apart", "Three steps apart", "Four steps apart"];

// How it is called in a history that something was taken back.
/** @type {Record<string, string>} */
const TAKEN_BACK = {
  entry: "Withdrawn",
  signoff: "Sign-off withdrawn",
  set_aside: "No longer set aside",
};

/**
 * Who handed a record in that is not theirs: a name, "" for nearly all.
 * @param {Brought | null} record
 */
export const brought = (record) => record?.brought_by || "";

/**
 * Who is named and has left, where somebody signs in their place: {name, on, by: "" where nobody took over}, or null.
 * @param {View} view
 * @param {Made} made
 */
export function left(view, made) {
  const { doc } = made;
  const on = leftOn(view, doc.supervisor, doc.programme);
  if (on === null) return null;
  const signs = whoSigns(view, made);
  return { name: nameOf(view, doc.supervisor), on, by: signs ? nameOf(view, signs) : "" };
}

/**
 * By which hand-over a case waits for somebody: {named, to, by, reason, at, on: the day the new holder left in their
 * turn, null while they are there}; null where whom it names holds it.
 * @param {View} view
 * @param {Made} made
 */
export function handedOver(view, made) {
  const record = handed(made);
  return record ? handing(view, made, record) : null;
}

/**
 * One hand-over in words; `named` is whom the case named then.
 * @param {View} view
 * @param {Made} made
 * @param {HandoverRecord} record
 */
export function handing(view, made, { doc, after_rev }) {
  const then = versionsOf(made).findLast(({ rev }) => rev <= after_rev);
  return {
    named: nameOf(view, then ? then.doc.supervisor : made.doc.supervisor),
    to: nameOf(view, doc.to),
    mine: doc.to === view.account,
    by: doc.by_name,
    reason: lowered(view.words.handover_reasons[doc.reason] ?? doc.reason),
    at: view.clock.local(doc.at),
    on: leftOn(view, doc.to, made.doc.programme),
  };
}

/**
 * {state, supervisor, unnamed, left, handed, asides, received_at, brought_by, ahead, refusals}.
 * @param {View} view
 * @param {Made} made
 */
export function stateFacts(view, made) {
  const signs = whoSigns(view, made);
  const received = made.record?.received_at ?? null;
  return {
    state: stateOf(view, made),
    supervisor: signs ? nameOf(view, signs) : "a supervisor",
    unnamed: isUnnamed(made),
    left: left(view, made),
    handed: handedOver(view, made),
    asides: asides(view, made),
    received_at: received === null ? null : view.clock.local(received),
    brought_by: brought(made.record),
    ahead: datedAfter(made),
    untreated: untreated(view, made),
    refusals: made.parked.map((row) => refusal(view, row)),
  };
}

/**
 * Who sets the case aside, and why: [{by, reason, at, waits}]; it counts for no rule while one stands.
 * @param {View} view
 * @param {Made} made
 */
export const asides = (view, made) =>
  asidesOf(made).map(({ doc, at }) => ({ ...aside(view, doc), waits: at === null }));

/**
 * @param {View} view
 * @param {SetAside} doc
 */
const aside = (view, doc) => ({
  by: doc.by_name,
  reason: lowered(view.words.aside_reasons[doc.reason] ?? doc.reason),
  at: view.clock.local(doc.at),
});

/**
 * The answer that counts now, the newest not taken back; null where there is none.
 * @param {View} view
 * @param {Made} made
 */
export function answerOf(view, made) {
  const record = made.answers.at(-1);
  if (!record) return null;
  const { doc } = record;
  const at = view.clock.local(doc.signed_at);
  const named = namedIn(made, doc);
  return {
    id: doc.id,
    verdict: doc.verdict,
    signer: doc.signer.name,
    body: doc.signer.body,
    number: doc.signer.number,
    at,
    days: daysBetween(made.doc.performed_on, at),
    rating: doc.rating,
    anchor: view.words.ratings[String(doc.rating)] ?? "",
    feedback: doc.feedback,
    // Statements of older builds do not say why somebody else signed.
    instead: doc.instead_reason ?? "",
    named: named ? nameOf(view, named) : "",
    corrections: doc.corrections,
    grade: view.words.grade_short[record.grade ?? ""] ?? "",
    rev: doc.entry_rev,
    mine: doc.signer.id === view.account,
    // Nobody brings an answer from a saved copy: whose is brought had left, and a coordinator accepted it.
    admitted: brought(record),
    current: made.record !== null && doc.entry_hash === made.record.hash,
    confirmed: isConfirmed(view, made.doc, doc.signer),
    licence: registration(view, made.doc.programme, doc.signer, doc.signed_at),
  };
}

// The supervisor named where somebody else answered; null where the one named did, or nobody was named.
/**
 * @param {Made} made
 * @param {Signoff} doc
 */
function namedIn(made, { entry_hash, signer }) {
  const named = versionsOf(made).find(({ hash }) => hash === entry_hash)?.doc.supervisor ?? null;
  return named === signer.id ? null : named;
}

/**
 * The signature under this very version that was taken back last, where none stands: {by, at, reason}, or null.
 * @param {View} view
 * @param {Made} made
 */
export function takenBack(view, made) {
  if (wasSigned(made) || made.record === null) return null;
  const { hash } = made.record;
  const here = made.signoffs.filter(({ doc }) => doc.entry_hash === hash).map(({ id }) => id);
  const last = made.withdrawals
    .filter(({ doc }) => here.includes(doc.of.id))
    .sort(byComing)
    .at(-1)?.doc;
  return last ? { by: nameOf(view, last.by), at: view.clock.local(last.at), reason: last.reason } : null;
}

/**
 * The looks two weeks later, oldest first.
 * @param {View} view
 * @param {Made} made
 */
export function reviews(view, made) {
  const { words } = view;
  return reviewsOf(made).map(({ doc, at, brought_by }) => ({
    seen_on: doc.seen_on,
    came: doc.result !== "not_seen",
    result: words.results[doc.result] ?? doc.result,
    asymmetry: words.asymmetries[doc.asymmetry] ?? doc.asymmetry,
    top_up: toppedUp(view, doc),
    lines: lines(view, doc.severity_after ?? {}),
    events: events(view, doc),
    reflection: doc.reflection,
    waits: at === null,
    brought_by: brought_by || "",
  }));
}

/**
 * When its own trainee should look at the model again: {on, now: time to arrange it, late: days}; null if never.
 * @param {View} view
 * @param {Made} made
 */
export function reviewDue(view, made) {
  const on = reviewDueOn(view, made);
  if (on === null) return null;
  return { on, now: on <= plusDays(view.today, REMIND_DAYS), late: Math.max(0, daysBetween(on, view.today)) };
}

/**
 * How the trainee and who signed rated the same case: {rows: [{who, rating, anchor}], gap}; null without both.
 * @param {View} view
 * @param {Made} made
 */
export function ratings(view, { mine, doc: { self_rating: own, trainee }, answers }) {
  const doc = answers.at(-1)?.doc;
  if (own === null || !doc || doc.rating === null) return null;
  const { words } = view;
  const here = {
    who: mine ? "You" : nameOf(view, trainee),
    rating: own,
    anchor: words.self_ratings[String(own)] ?? "",
  };
  const who = doc.signer.id === view.account ? "You" : doc.signer.name;
  const there = { who, rating: doc.rating, anchor: words.ratings[String(doc.rating)] ?? "" };
  return { rows: [here, there], gap: GAPS[Math.abs(own - doc.rating)] };
}

/** @param {Made} made */
const proposalsIn = ({ record }) => (record ? record.proposals.map((kept) => ({ kept, record })) : []);

/**
 * Versions kept beside the one that counts, to be decided about: [{mutation, words, at, changed, href, brought_by}].
 * @param {View} view
 * @param {Made} made
 */
export const proposals = (view, made) =>
  proposalsIn(made).map(({ kept, record }) => ({
    mutation: kept.mutation,
    words: view.words.refusals[kept.code] ?? "Kept beside the version that counts.",
    at: view.clock.local(kept.received_at),
    changed: changed(view, record.doc, kept.doc),
    href: made.mine ? `/entries/${made.id}/choice?of=${kept.mutation}` : null,
    brought_by: brought(kept),
  }));

/**
 * Answers that came after their signer had left, and do not count, or not yet: [{signer, verdict, at, feedback, rev, by: ""
 * while nobody decided, on}].
 * @param {View} view
 * @param {Made} made
 */
export const belated = (view, { record }) =>
  (record?.belated ?? []).map(({ doc, by, at }) => ({
    signer: doc.signer.name,
    verdict: doc.verdict,
    at: view.clock.local(doc.signed_at),
    feedback: doc.feedback,
    rev: doc.entry_rev,
    by: by ?? "",
    on: at ? view.clock.local(at).slice(0, 10) : null,
  }));

/**
 * @param {View} view
 * @param {Made} made
 * @param {SignoffRecord} answer
 */
function answered(view, made, answer) {
  const { doc } = answer;
  const signed = doc.verdict === "signed";
  const said = signed ? `Signed by ${doc.signer.name}` : `${doc.signer.name} asked for changes`;
  const { valid, mark } = registration(view, made.doc.programme, doc.signer, doc.signed_at);
  const marked = signed && !valid ? `${said}, ${mark}` : said;
  const by = brought(answer);
  const text = by ? `${marked}; by somebody who has left, accepted by ${by}` : marked;
  return step(signed ? "signed" : "return", text, doc.signed_at, view);
}

/**
 * Each step with its moment, in the order in which the server received them: [{icon, text, said, at}]; steps still on
 * this phone have no moment. What a phone says of the time is shown and orders nothing.
 * @param {View} view
 * @param {Made} made
 */
export function history(view, made) {
  const recorded = step("phone", "Recorded", made.doc.recorded_at, view);
  /** @type {{ at: string, rank: string, step: Step }[]} */
  const steps = [];
  const came = (/** @type {{ received_at: string | null }} */ record) => record.received_at || "9999";
  for (const record of versionsOf(made).filter((version) => version.received_at)) {
    const { rev, received_at } = record;
    const text = `${rev > 1 ? `Version ${rev} received` : "Received"}${byWhom(record)}`;
    steps.push({ at: came(record), rank: "1", step: step("sent", text, received_at, view) });
  }
  for (const answer of made.signoffs) {
    steps.push({ at: came(answer), rank: "2", step: answered(view, made, answer) });
  }
  for (const record of made.withdrawals.filter(({ doc }) => !closes(doc))) {
    const { doc } = record;
    const what = TAKEN_BACK[doc.of.kind] ?? "Taken back";
    const text = `${what} by ${nameOf(view, doc.by)}`;
    steps.push({ at: came(record), rank: "3", step: step("bin", text, doc.at, view, doc.reason) });
  }
  for (const record of made.handovers) {
    const { to, by, reason } = handing(view, made, record);
    const [text, rank] = [`Handed to ${to} by ${by}, ${reason}`, `5 ${String(record.nth).padStart(4, "0")}`];
    steps.push({ at: came(record), rank, step: step("user", text, record.doc.at, view) });
  }
  for (const record of made.set_asides) {
    const { by, reason } = aside(view, record.doc);
    const text = `Set aside by ${by}: ${reason}`;
    steps.push({ at: came(record), rank: "2 later", step: step("x", text, record.doc.at, view) });
  }
  for (const review of made.reviews.filter((one) => one.received_at)) {
    const { doc, received_at } = review;
    const text = `Review: ${lowered(view.words.results[doc.result] ?? doc.result)}${byWhom(review)}`;
    steps.push({ at: came(review), rank: "4", step: step("clock", text, received_at, view) });
  }
  steps.sort((one, other) =>
    compareAll([one.at, one.rank, one.step.text], [other.at, other.rank, other.step.text]),
  );
  const rows = made.outbox.filter(({ doc }) => !closes(doc));
  const waiting = rows.map(({ doc }) => step("phone", waitingWords(doc), null, view));
  return [recorded, ...steps.map((one) => one.step), ...waiting];
}

/** @param {Brought} record */
const byWhom = (record) => (brought(record) ? `, brought by ${brought(record)} from a saved copy` : "");

/**
 * @param {string} icon
 * @param {string} text
 * @param {string | null} instant
 * @param {View} view
 * @param {string} [said]
 * @returns {Step}
 */
const step = (icon, text, instant, view, said = "") => ({
  icon,
  text,
  said,
  at: instant === null ? null : view.clock.local(instant),
});

/** @param {Written} doc */
function waitingWords(doc) {
  if (doc.typ === "entry") return doc.rev > 1 ? "A change waits on this phone" : "Waits on this phone";
  return `Your ${word(doc) || "answer"} waits on this phone`;
}
