// What happened to the viewer's cases lately, made from the record and not from messages. Twin of pages/happened.py.
/** @import { Answer, Happened, Made, View } from "phone" */
import { asidesOf, compare } from "./cases.js";
import { plusDays } from "./days.js";
import { handed } from "./supervisors.js";

// What is older is told no more; of so many things, the newest, at most.
const KEPT_DAYS = 60;
export const MOST = 200;
// Who treated is reminded from day 12 of the two weeks, so that the review can be arranged.
export const REMIND_DAYS = 2;
const TAKEN_BACK = new Map([
  ["signoff", "taken_back"],
  ["set_aside", "counts_again"],
]);

/**
 * The instant after which what happened is told, by now.
 * @param {string} now
 */
export const since = (now) => `${plusDays(now.slice(0, 10), -KEPT_DAYS)}T00:00:00Z`;

/**
 * Up to which instant the viewer has looked at what happened; "" where they never did.
 * @param {View} view
 */
export const looked = (view) => view.snapshot.you?.looked ?? "";

/**
 * What others did to the viewer's cases, what came to them to be answered (`waiting`) and which reviews are due (`dated`,
 * each with its day), newest first: [{at, code, made, record, on}].
 * @param {View} view
 * @param {Made[]} waiting
 * @param {{ on: string, made: Made }[]} dated
 * @returns {Happened[]}
 */
export function happened(view, waiting, dated) {
  const told = [
    ...view.cases.filter(({ mine }) => mine).flatMap(toOwn),
    ...waiting.map(came),
    ...dated
      .filter(({ on, made }) => made.record?.received_at && from(on) <= view.clock.now)
      .map(({ on, made }) => review(on, made)),
  ];
  const begun = since(view.clock.now);
  return told
    .filter(({ at }) => at > begun)
    .map((one) => ({ one, key: orderOf(one) }))
    .sort((one, other) => compare(other.key, one.key))
    .slice(0, MOST)
    .map(({ one }) => one);
}

/**
 * What was decided of the viewer, as the server told their phone; what is to happen comes on its day.
 * @param {View} view
 */
export function decided(view) {
  const begun = since(view.clock.now);
  return (view.snapshot.you?.decided ?? []).filter(({ at }) => at > begun && at <= view.clock.now);
}

/** @param {Happened} one */
const orderOf = ({ at, code, made, record }) => `${at} ${code} ${made.id} ${record?.id ?? ""}`;

/** @param {Made} made */
function toOwn(made) {
  const standing = asidesOf(made).map(({ doc }) => doc.id);
  return [
    ...made.answers.map((one) => told(one, one.doc.verdict, made)),
    ...made.withdrawals
      .filter(({ doc }) => TAKEN_BACK.has(doc.of.kind))
      .map((one) => told(one, TAKEN_BACK.get(one.doc.of.kind) ?? "", made)),
    ...made.set_asides.filter(({ id }) => standing.includes(id)).map((one) => told(one, "aside", made)),
    ...made.handovers.map((one) => told(one, "handed", made)),
  ];
}

/** @param {Made} made */
function came(made) {
  const record = handed(made);
  if (record) return told(record, "handed_to_you", made);
  return told(made.record, made.record?.rev === 1 ? "came" : "changed", made);
}

/**
 * @param {string} on
 * @param {Made} made
 */
function review(on, made) {
  const [begins, sent] = [from(on), made.record?.received_at ?? ""];
  return { at: begins > sent ? begins : sent, code: "review", made, record: null, on };
}

// From when on a review is told that is due on a day.
/** @param {string} on */
const from = (on) => `${plusDays(on, -REMIND_DAYS)}T00:00:00Z`;

/**
 * @param {Answer} record
 * @param {string} code
 * @param {Made} made
 */
const told = (record, code, made) => ({ at: record.received_at ?? "", code, made, record, on: "" });
