// The pages of sign-off: the queue, what was signed, taking a signature back. Twin of pages/signoffs.py.
/** @import { Clock, Made, View } from "phone" */
/** @import { Query, Queue, Shell, Signatures, Snapshot } from "shapes" */
import { flags } from "./cautions.js";
import { compareAll, read, toldApart } from "./cases.js";
import { byDay, daysBetween, frame, isLate, nameOf, namingMe, rowOf, toSign, total } from "./common.js";
import { draw, listed } from "./drawing.js";
import { A_PAGE, idsOf } from "./entries.js";
import { begins, paged } from "./paged.js";
import { registration } from "./practising.js";
import { ended, over, programmeOf, supervises } from "./rights.js";
import { done } from "./sheet.js";
import { awaiting, isConfirmed, whoSigns } from "./supervisors.js";

// After every instant that a statement can name.
const EVER = "9999-99";
// The groups of the queue, in their order.
const GROUPS = /** @type {const} */ ({
  named: "Cases that name me",
  others: "Others",
  returned: "Sent back, waiting for an answer",
});
/** @typedef {keyof typeof GROUPS} Group */
const ORDER = /** @type {Group[]} */ (Object.keys(GROUPS));

/**
 * /signoffs?page=…: what waits for the viewer, oldest first; entries that name them come before all others.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function signoffs_index(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const waiting = toSign(view);
  const named = namingMe(view, waiting);
  // Theirs to answer: what was sent back stays in sight and counts for nothing that waits here.
  const cases = {
    named,
    others: waiting.filter((made) => !named.includes(made)),
    returned: sentBack(view),
  };
  const queue = snapshot.queue ?? wholeOf(view, cases, waiting);
  const page = frame(view, "To sign", "signoffs");
  page.notice ??= done(view, request.query);
  const count = total(ORDER.map((group) => queue[group].cases));
  return {
    ...page,
    groups: groupsOf(view, cases, queue, begins(request.query, count)),
    count: count - queue.returned.cases,
    paged: paged("/signoffs", request.query, count),
    signed: signedRows(view).length > 0,
    ended: over(view, "supervisor"),
    late: queue.late,
    late_days: view.words.late_days,
  };
}

// What there is of a queue all of which is here.
/**
 * @param {View} view
 * @param {Record<Group, Made[]>} cases
 * @param {Made[]} waiting
 * @returns {Queue}
 */
function wholeOf(view, cases, waiting) {
  const allOf = (/** @type {Group} */ group) => ({ cases: cases[group].length, before: 0, since: "" });
  const late = waiting.filter((made) => isLate(view, ageOf(view, made))).length;
  return { named: allOf("named"), others: allOf("others"), returned: allOf("returned"), late };
}

// The groups one after the other, each with those of its rows that lie on this page.
/**
 * @param {View} view
 * @param {Record<Group, Made[]>} cases
 * @param {Queue} queue
 * @param {number} begun
 */
function groupsOf(view, cases, queue, begun) {
  return ORDER.map((group, place) => {
    const stretch = queue[group];
    const earlier = total(ORDER.slice(0, place).map((one) => queue[one].cases));
    const from = begun - earlier - stretch.before;
    const here = cases[group].filter(({ doc }) => doc.performed_on >= stretch.since);
    const rows = here.slice(Math.max(0, from), Math.max(0, from + A_PAGE));
    return { id: group, title: GROUPS[group], count: stretch.cases, days: byDay(view, rows, waitingRow) };
  });
}

/**
 * /signoffs/signed?page=…: what the viewer signed, newest first, with the way to take it back.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function signoffs_signed(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const counted = snapshot.signatures ?? allOf(signedRows(view));
  const rows = signedRows(view, counted.until);
  rows.sort((one, other) => compareAll([other.at, other.id], [one.at, one.id]));
  const begun = begins(request.query, counted.all) - counted.before;
  return {
    ...frame(view, "Signed", "signed"),
    ended: ended(view, "supervisor"),
    awaiting: awaiting(view, view.held.supervisor),
    rows: rows.slice(begun, begun + A_PAGE),
    count: counted.standing,
    paged: paged("/signoffs/signed", request.query, counted.all),
  };
}

// What there is of signatures all of which are here.
/**
 * @param {{withdrawn: boolean}[]} rows
 * @returns {Signatures}
 */
const allOf = (rows) => ({
  all: rows.length,
  standing: rows.filter((row) => !row.withdrawn).length,
  before: 0,
  until: EVER,
});

/**
 * /signoffs/<id>/withdrawal: why a signature is taken back; null where it is not the viewer's.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function signoff_withdraw(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const row = signedRows(view).find(({ id }) => id === request.id);
  if (!row) return null;
  const problems = request.problems ?? {};
  const sections = draw(view, "withdrawal", request.fields ?? {}, problems);
  return {
    ...frame(view, "Withdraw signature", "signed", "/signoffs/signed"),
    ...idsOf(request, "withdrawal"),
    allowed: row.takes_back && !row.withdrawn,
    ended: ended(view, "supervisor").filter((one) => one.id === row.programme),
    signoff: row.id,
    row,
    problems: listed(sections, problems),
    sections,
  };
}

// The cases that the viewer asked to change, and whose trainee did not answer yet, oldest first.
/** @param {View} view */
const sentBack = (view) =>
  view.cases
    .toReversed()
    .filter(
      (made) =>
        supervises(view, made) &&
        made.standing === "returned" &&
        made.answers.at(-1)?.doc.signer.id === view.account,
    );

/**
 * @param {View} view
 * @param {Made} made
 */
function waitingRow(view, made) {
  const days = ageOf(view, made);
  return {
    ...rowOf(view, made),
    href: `/entries/${made.id}/signoff`,
    trainee: nameOf(view, made.doc.trainee),
    names: nameOf(view, made.doc.supervisor),
    holder: nameOf(view, whoSigns(view, made) || made.doc.supervisor),
    programme: toldApart(view, [programmeOf(made)]),
    handed: made.doc.supervisor !== view.account && whoSigns(view, made) === view.account,
    days,
    late: isLate(view, days),
    rev: made.doc.rev,
    flags: flags(view, made.doc),
    begun: view.snapshot.drafts.some(({ kind, entry }) => kind === "signoff" && entry === made.id),
  };
}

/**
 * @param {View} view
 * @param {Made} made
 */
const ageOf = (view, made) => daysBetween(made.doc.performed_on, view.today);

// The viewer's signatures up to an instant, withdrawn ones too.
/**
 * @param {View} view
 * @param {string} [until]
 */
function signedRows(view, until = EVER) {
  return view.cases.flatMap((made) => {
    const kept = made.answers.map((answer) => answer.id);
    const waiting = made.outbox.flatMap(({ doc }) => (doc.typ === "withdrawal" ? [doc.of.id] : []));
    const own = made.signoffs.filter(({ doc }) => doc.verdict === "signed" && doc.signer.id === view.account);
    const here = own.filter(({ doc }) => doc.signed_at <= until);
    return here.map(({ id, hash, doc }) => ({
      ...rowOf(view, made),
      id,
      hash,
      trainee: nameOf(view, made.doc.trainee),
      at: view.clock.local(doc.signed_at),
      rating: doc.rating,
      withdrawn: !kept.includes(id) || waiting.includes(id),
      waiting: waiting.includes(id),
      confirmed: isConfirmed(view, made.doc, doc.signer),
      licence: registration(view, made.doc.programme, doc.signer, doc.signed_at),
      programme: programmeOf(made),
      takes_back: supervises(view, made),
    }));
  });
}
