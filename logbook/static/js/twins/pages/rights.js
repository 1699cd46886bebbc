// What the viewer may do to a case, as the server's permissions have it, and which of their roles ended: a page offers
// what these rules allow, and nothing else. Twin of pages/rights.py.
/** @import { Made, Role, View } from "phone" */
/** @import { Ended } from "shapes" */
import { asidesOf, compare, programmeName, waits, wasSigned } from "./cases.js";

/**
 * The programmes where the viewer held a role and holds it no more, by name: [{id, programme, on: its last day}].
 * @param {View} view
 * @param {Role} role
 * @returns {Ended[]}
 */
export function ended(view, role) {
  /** @type {Map<string, string>} */
  const last = new Map();
  for (const { doc } of view.snapshot.records.membership) {
    const { programme: id, ended_on: on } = doc;
    if (on === null || doc.person !== view.account || doc.role !== role || view.held[role].has(id)) continue;
    if (compare(on, last.get(id) ?? "") > 0) last.set(id, on);
  }
  const found = [...last].sort(([one], [other]) => compare(one, other));
  const rows = found.map(([id, on]) => ({ id, programme: programmeName(view, id), on }));
  return rows.sort((one, other) => compare(one.programme, other.programme));
}

/**
 * The same for whoever holds the role nowhere any more; [] for everybody else.
 * @param {View} view
 * @param {Role} role
 */
export const over = (view, role) => (view.held[role].size ? [] : ended(view, role));

/**
 * Why the viewer's own case is closed to them, as `ended` says it; [] while they train in its programme.
 * @param {View} view
 * @param {Made} made
 */
export const closed = (view, made) =>
  made.mine ? ended(view, "trainee").filter(({ id }) => id === programmeOf(made)) : [];

/**
 * The programme that a case is of: as the server has it, else as it was written.
 * @param {Pick<Made, "record" | "doc">} made
 */
export const programmeOf = (made) => (made.record ?? made).doc.programme;

/**
 * The programme that a case stays in once it was sent, or is on its way; [] where nothing binds it yet.
 * @param {Made | null} made
 */
export function boundTo(made) {
  const bound = made?.record || made?.outbox.some(({ doc }) => doc.typ === "entry");
  return made && bound ? [programmeOf(made)] : [];
}

/**
 * Whether the viewer may say anything more of a case; one that nothing binds yet may move to where they train.
 * @param {View} view
 * @param {Made} made
 */
export function mayWrite(view, made) {
  const trains = view.held.trainee;
  return made.mine && trains.size > 0 && boundTo(made).every((id) => trains.has(id));
}

/**
 * Whether the viewer may begin a new case with the answers of this one.
 * @param {View} view
 * @param {Made} made
 */
export const mayRepeat = (view, { mine }) => mine && view.held.trainee.size > 0;

/**
 * Whether its trainee may still change a case; of a signed one every change is a new version.
 * @param {View} view
 * @param {Made} made
 */
export const mayEdit = (view, made) => mayWrite(view, made) && !["withdrawn", "draft"].includes(made.state);

/**
 * Whether its trainee may still take a case back.
 * @param {View} view
 * @param {Made} made
 */
export const mayWithdraw = (view, made) =>
  made.record !== null &&
  ["sent", "returned"].includes(made.state) &&
  !wasSigned(made) &&
  mayWrite(view, made);

/**
 * Whether the viewer may write down how it turned out: of a live model they helped to treat, theirs to tell.
 * @param {View} view
 * @param {Made} made
 */
export function mayReview(view, made) {
  const { setting, part } = made.doc;
  const live = setting === "live_model" && part !== "observed";
  return live && !["withdrawn", "draft"].includes(made.state) && mayWrite(view, made);
}

/**
 * Whether the viewer supervises where this case of somebody else's is from.
 * @param {View} view
 * @param {Made} made
 */
export const supervises = (view, made) => !made.mine && view.held.supervisor.has(programmeOf(made));

/**
 * Whether the viewer may sign a case or ask for changes: it waits for that, and somebody is named in it.
 * @param {View} view
 * @param {Made} made
 */
export const mayAnswer = (view, made) =>
  supervises(view, made) && (waits(made) || made.standing === "returned") && made.doc.supervisor !== "";

/**
 * What the viewer said that sets the case aside, where it stands; null where nothing does.
 * @param {View} view
 * @param {Made} made
 */
export const myAside = (view, made) => asidesOf(made).find(({ doc }) => doc.by === view.account)?.doc ?? null;

/**
 * Whether the viewer may say that it counts for no rule, or take back that they said so.
 * @param {View} view
 * @param {Made} made
 */
export function maySetAside(view, made) {
  const there = made.record !== null && made.standing !== "withdrawn";
  return supervises(view, made) && (there || myAside(view, made) !== null);
}
