// The pages of sign-off: the queue, what was signed, taking a signature back. Twin of pages/signoffs.py.
/** @import { Clock, Made, View } from "phone" */
/** @import { Query, Shell, Snapshot } from "shapes" */
import { flags } from "./cautions.js";
import { compareAll, read, toldApart } from "./cases.js";
import { byDay, daysBetween, frame, isLate, nameOf, namingMe, rowOf, toSign } from "./common.js";
import { draw, listed } from "./drawing.js";
import { A_PAGE, idsOf, whole } from "./entries.js";
import { ended, over, programmeOf, supervises } from "./rights.js";
import { done } from "./sheet.js";
import { awaiting, isConfirmed, whoSigns } from "./supervisors.js";

/**
 * /signoffs: what waits for the viewer, oldest first; entries that name them come before all others.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function signoffs_index(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const waiting = toSign(view);
  const named = namingMe(view, waiting);
  const others = waiting.filter((made) => !named.includes(made));
  const back = sentBack(view);
  const page = frame(view, "To sign", "signoffs");
  page.notice ??= done(view, request.query);
  return {
    ...page,
    groups: [
      { id: "named", title: "Cases that name me", count: named.length, days: byDay(view, named, waitingRow) },
      { id: "others", title: "Others", count: others.length, days: byDay(view, others, waitingRow) },
      // Theirs to answer: it stays in sight and counts for nothing that waits here.
      {
        id: "returned",
        title: "Sent back, waiting for an answer",
        count: back.length,
        days: byDay(view, back, waitingRow),
      },
    ],
    count: waiting.length,
    signed: signedRows(view).length > 0,
    ended: over(view, "supervisor"),
    late: waiting.filter((made) => isLate(view, ageOf(view, made))).length,
    late_days: view.words.late_days,
  };
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
  const rows = signedRows(view).sort((one, other) => compareAll([other.at, other.id], [one.at, one.id]));
  const limit = shown(request.query);
  const standing = rows.filter((row) => !row.withdrawn).length;
  const counted = snapshot.signatures ?? { all: rows.length, standing };
  return {
    ...frame(view, "Signed", "signed"),
    ended: ended(view, "supervisor"),
    awaiting: awaiting(view, view.held.supervisor),
    rows: rows.slice(0, limit),
    count: counted.standing,
    more: counted.all > limit ? `/signoffs/signed?page=${limit / A_PAGE + 1}` : null,
    left: counted.all - limit,
  };
}

// How many signatures this page of them shows, from the newest on.
/** @param {Query["query"]} query */
const shown = (query) => A_PAGE * Math.max(1, whole(query.page ?? "1"));

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
    programme: toldApart(view, [programmeOf(made)]),
    handed: made.doc.supervisor !== view.account && whoSigns(view, made.doc) === view.account,
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

/** @param {View} view */
function signedRows(view) {
  return view.cases.flatMap((made) => {
    const kept = made.answers.map((answer) => answer.id);
    const waiting = made.outbox.flatMap(({ doc }) => (doc.typ === "withdrawal" ? [doc.of.id] : []));
    const own = made.signoffs.filter(({ doc }) => doc.verdict === "signed" && doc.signer.id === view.account);
    return own.map(({ id, hash, doc }) => ({
      ...rowOf(view, made),
      id,
      hash,
      trainee: nameOf(view, made.doc.trainee),
      at: view.clock.local(doc.signed_at),
      rating: doc.rating,
      withdrawn: !kept.includes(id) || waiting.includes(id),
      waiting: waiting.includes(id),
      confirmed: isConfirmed(view, made.doc, doc.signer),
      programme: programmeOf(made),
      takes_back: supervises(view, made),
    }));
  });
}
