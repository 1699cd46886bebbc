// The pages of one case: itself, and taking it back. Twin of pages/entries.py.
/** @import { Clock, Made, View } from "phone" */
/** @import { Query, Shell, Snapshot } from "shapes" */
import { plainNumber } from "../numerals.js";
import { first } from "../statements/forms.js";
import { find, read, signatureOf } from "./cases.js";
import { frame, mayNudge, nameOf, rowOf, titleOf } from "./common.js";
import { counting } from "./counting.js";
import { draw, listed } from "./drawing.js";
import { told } from "./facts.js";
import {
  answerOf,
  history,
  belated,
  proposals,
  ratings,
  reviewDue,
  reviews,
  stateFacts,
  takenBack,
} from "./history.js";
import {
  closed,
  mayAnswer,
  mayEdit,
  mayRepeat,
  mayReview,
  maySetAside,
  mayWithdraw,
  myAside,
  supervises,
} from "./rights.js";

/** How many rows a list shows before it offers more. */
export const A_PAGE = 50;

/**
 * /entries/<id>: all that is known of one case; null where the viewer has none.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function entry_show(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  if (!made) return null;
  const { doc } = made;
  const here = made.mine ? "entries" : "signoffs";
  return {
    ...frame(view, `Model ${doc.model.code}`, here, `/${here}`),
    ...stateFacts(view, made),
    ...told(view, doc),
    mine: made.mine,
    area_title: titleOf(view, doc.areas),
    trainee: nameOf(view, doc.trainee),
    answer: answerOf(view, made),
    taken_back: takenBack(view, made),
    hash: made.record?.hash ?? null,
    rev: doc.rev,
    reviews: reviews(view, made),
    review: reviewDue(view, made),
    ratings: ratings(view, made),
    proposals: proposals(view, made),
    belated: belated(view, made),
    history: history(view, made),
    counting: counting(view, made),
    versions: `/entries/${made.id}/versions`,
    actions: actionsOf(view, made),
    saved: justSaved(request, made),
    code: doc.model.code,
    ended: closed(view, made),
    to_note: mayReview(view, made) && reviews(view, made).length === 0,
  };
}

/**
 * /entries/<id>/withdrawal: why a case is taken back; null where it is not the viewer's to take back.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function entry_withdraw(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  if (!made?.mine) return null;
  const [problems, ended] = [request.problems ?? {}, closed(view, made)];
  const sections = draw(view, "withdrawal", request.fields ?? {}, problems);
  return {
    ...frame(view, "Withdraw case", "entries", `/entries/${made.id}`),
    ...idsOf(request, "withdrawal"),
    ended,
    // What was typed before the role ended stays in sight, though nobody takes it.
    allowed: mayWithdraw(view, made) || (ended.length > 0 && Boolean(request.fields)),
    case: rowOf(view, made),
    on: made.doc.performed_on,
    problems: listed(sections, problems),
    sections,
  };
}

/**
 * The ids a form carries: those it came back with, or fresh ones: {id, mutation}.
 * @param {Query} request
 * @param {string} kind
 */
export function idsOf(request, kind) {
  const fields = request.fields ?? {};
  return {
    id: first(fields, "id") || request.ids[kind],
    mutation: first(fields, "mutation") || request.ids.mutation,
  };
}

/**
 * A small number from an address; 1 where it is none.
 * @param {string} text
 */
export const whole = (text) => plainNumber(text, 3) ?? 1;

// What the offer to undo needs, on the page that follows Save: {case, of, changed, id, mutation, entry}, or null.
/**
 * @param {Query} request
 * @param {Made} made
 */
function justSaved({ query, ids }, { id, mine, doc }) {
  if (!mine || !query.done || query.done !== doc.mutation) return null;
  return {
    case: id,
    of: doc.mutation,
    changed: doc.rev > 1,
    id: ids.withdrawal,
    mutation: ids.mutation,
    entry: ids.entry,
  };
}

// What was signed as it stands is not edited but amended; a new version of it is edited until it is signed.
/**
 * @param {View} view
 * @param {Made} made
 */
function actionsOf(view, made) {
  const { id } = made;
  const edit = mayEdit(view, made);
  const amend = edit && signatureOf(made)?.doc.entry_hash === newest(made);
  const signed = made.answers.filter(({ doc }) => doc.verdict === "signed" && doc.signer.id === view.account);
  return {
    edit: edit && !amend ? `/entries/${id}/edit` : null,
    amend: amend ? `/entries/${id}/edit` : null,
    review: mayReview(view, made) ? `/entries/${id}/review` : null,
    withdraw: mayWithdraw(view, made) ? `/entries/${id}/withdrawal` : null,
    repeat: mayRepeat(view, made) ? `/entries/new?from=${id}` : null,
    sign: mayAnswer(view, made) ? `/entries/${id}/signoff` : null,
    take_back:
      signed.length && supervises(view, made) ? `/signoffs/${signed[signed.length - 1].id}/withdrawal` : null,
    set_aside: maySetAside(view, made) ? `/entries/${id}/set-aside` : null,
    is_aside: myAside(view, made) !== null,
    nudge: mayNudge(view, made) ? `/entries/${id}/nudge` : null,
  };
}

// The hash of the version a change would build upon; "" where it still waits on this phone.
/** @param {Made} made */
const newest = ({ outbox, record }) =>
  outbox.some(({ doc }) => doc.typ === "entry") ? "" : (record?.hash ?? "");
