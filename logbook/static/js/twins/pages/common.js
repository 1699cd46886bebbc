// What every page needs: the frame around it, names, days and rows. Twin of pages/common.py.
/** @import { Answer, Made, Role, View } from "phone" */
/** @import { CaseRow, Entry, Frame, Parked, Waiting, Written } from "shapes" */
import { lowered } from "../filters.js";
import { asidesOf, caseOf, compare, waits } from "./cases.js";
import { daysBetween, plusDays } from "./days.js";
import { MOST, REMIND_DAYS, decided, happened, looked } from "./happened.js";
import { thumbOf } from "./mapping.js";
import { casesIn, notice, standingNotice } from "./notices.js";
import { mayReview, mayWrite, over, supervises } from "./rights.js";
import { isUnnamed, supervised, unconfirmed, whoSigns } from "./supervisors.js";

export { REMIND_DAYS, daysBetween, notice, plusDays };

/**
 * The keys base.html needs, for a page under the tab `here`.
 * @param {View} view
 * @param {string} title
 * @param {string} here
 * @param {string | null} [back]
 * @returns {Frame}
 */
export function frame(view, title, here, back = null) {
  const outbox = casesIn(view.snapshot.outbox);
  const parked = view.snapshot.parked.length;
  const idle = view.roles.includes("trainee") ? "All sent" : "Up to date";
  let sync = { state: "idle", label: idle, href: "/me" };
  if (parked) sync = { state: "alert", label: `${parked} not accepted`, href: "/me" };
  else if (outbox) sync = { state: "local", label: `${outbox} on this phone`, href: "/me" };
  return {
    title,
    heading: title,
    back,
    build: view.shell.build,
    here,
    tabs: tabsOf(view),
    sync,
    notice: standingNotice(view, outbox, here, back !== null),
  };
}

/**
 * A person's name; words where the viewer does not know them, and where nobody is named yet.
 * @param {View} view
 * @param {string} id
 */
export const nameOf = (view, id) =>
  id === "" ? view.words.not_named : (view.people.get(id)?.name ?? "Somebody");

/**
 * The areas of a case as its title: "Glabella, forehead".
 * @param {View} view
 * @param {string[]} areas
 */
export function titleOf(view, areas) {
  const labels = areas.map((area) => view.words.areas[area] ?? area);
  return [...labels.slice(0, 1), ...labels.slice(1).map(lowered)].join(", ");
}

/**
 * Whether an answer says nothing. That no supervisor is named yet is an answer.
 * @param {{widget?: string}} item
 * @param {Answer} value
 */
export const isSilent = ({ widget }, value) =>
  widget !== "supervisor" && (value === null || value === "" || (Array.isArray(value) && !value.length));

/**
 * All units of a case, in tenths.
 * @param {Entry} doc
 */
export const unitsOf = (doc) => total(doc.points.map((point) => point.units_tenths));

/**
 * The sum of whole numbers.
 * @param {number[]} numbers
 */
export const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/**
 * The state as a chip: {code, label, icon, tone}. A sent case says to whom.
 * @param {View} view
 * @param {Made} made
 */
export function stateOf(view, made) {
  const { label, icon, tone } = view.words.states[made.state];
  const facts = { code: made.state, label, icon, tone };
  if (made.state === "signed" && unconfirmed(view, made)) {
    return { ...facts, label: "Signed, signer not confirmed yet", icon: "clock", tone: "local" };
  }
  if (made.state === "sent" && isUnnamed(made)) {
    return { ...facts, label: "No supervisor named yet", icon: "user", tone: "local" };
  }
  const signs = made.state === "sent" && made.mine ? whoSigns(view, made) : "";
  return signs ? { ...facts, label: `Sent to ${nameOf(view, signs)}` } : facts;
}

/**
 * A case as one row of a list.
 * @param {View} view
 * @param {Made} made
 */
export function rowOf(view, made) {
  const { doc } = made;
  return {
    id: made.id,
    href: `/entries/${made.id}`,
    title: titleOf(view, doc.areas),
    areas: doc.areas,
    thumb: thumbOf(view, doc),
    model: doc.model.code,
    units_tenths: unitsOf(doc),
    part: doc.part,
    state: stateOf(view, made),
    is_aside: asidesOf(made).length > 0,
  };
}

/**
 * Cases grouped by the day of treatment, in the order given: [{on, near, far: another year, rows}].
 * @template {CaseRow} T
 * @param {View} view
 * @param {Made[]} cases
 * @param {(view: View, made: Made) => T} row
 */
export function byDay(view, cases, row) {
  /** @type {{ on: string, near: string, far: boolean, rows: T[] }[]} */
  const days = [];
  for (const made of cases) {
    const on = made.doc.performed_on;
    if (days.at(-1)?.on !== on) {
      const near = on > view.today ? "To come" : (["Today", "Yesterday"][daysBetween(on, view.today)] ?? "");
      days.push({ on, near, far: on.slice(0, 4) !== view.today.slice(0, 4), rows: [] });
    }
    days.at(-1)?.rows.push(row(view, made));
  }
  return days;
}

/** @param {View} view */
const oldestFirst = (view) => [...view.cases].reverse();

/**
 * The case that a statement is about in a few words, as the statement has it where it is one itself: {title, model},
 * both "" where the case is not here.
 * @param {View} view
 * @param {Written} doc
 */
export function named(view, doc) {
  const entry = doc.typ === "entry" ? doc : caseOf(view, doc)?.doc;
  return { title: entry ? titleOf(view, entry.areas) : "", model: entry ? entry.model.code : "" };
}

/**
 * The cases of others that wait for an answer, oldest first; not those that nobody was asked to answer yet.
 * @param {View} view
 */
export const toSign = (view) =>
  oldestFirst(view).filter((made) => supervises(view, made) && waits(made) && !isUnnamed(made));

/**
 * Those of the cases whose supervisor the viewer is: what others were asked to sign is not theirs to hurry for.
 * @param {View} view
 * @param {Made[]} cases
 */
export const namingMe = (view, cases) => cases.filter((made) => whoSigns(view, made) === view.account);

/**
 * Whether a case that was done so many days ago has waited too long.
 * @param {View} view
 * @param {number} days
 */
export const isLate = (view, days) => days > view.words.late_days;

/**
 * Whether the viewer's own case has waited so long that they may remind whoever is to sign it.
 * @param {View} view
 * @param {Made} made
 */
export function mayNudge(view, made) {
  if (!waits(made) || isUnnamed(made) || !whoSigns(view, made) || !mayWrite(view, made)) return false;
  const since = view.clock.local(made.record?.received_at ?? "").slice(0, 10);
  return made.mine && daysBetween(since, view.today) >= view.words.nudge_days;
}

/**
 * The viewer's own cases that somebody asked to change, oldest first.
 * @param {View} view
 */
export const asks = (view) =>
  oldestFirst(view).filter((made) => made.state === "returned" && mayWrite(view, made));

/**
 * The viewer's own cases that wait until they name who supervised, and could, oldest first.
 * @param {View} view
 */
export function toName(view) {
  const unnamed = oldestFirst(view).filter(
    (made) => made.state !== "parked" && mayWrite(view, made) && isUnnamed(made),
  );
  const there = unnamed.length ? supervised(view) : new Set();
  return unnamed.filter(({ doc }) => there.has(doc.programme));
}

/**
 * The viewer's own cases that ask for their review now, each with its day: from two days before it is due until there
 * is one.
 * @param {View} view
 */
export function due(view) {
  const soon = plusDays(view.today, REMIND_DAYS);
  const dated = oldestFirst(view).map((made) => ({ on: reviewDueOn(view, made) ?? "", made }));
  const found = dated.filter(({ on }) => on && on <= soon);
  return found.sort((one, other) => compare(one.on, other.on));
}

/**
 * The day the model should be looked at again; null where nobody asks for it, and once somebody has.
 * @param {View} view
 * @param {Made} made
 */
export function reviewDueOn(view, made) {
  // Asked for every case on every page: a written review is looked for, not listed.
  const isReview = (/** @type {Waiting | Parked} */ { doc }) => doc.typ === "review";
  const written = made.reviews.length || made.outbox.some(isReview) || made.parked.some(isReview);
  if (written || made.state === "parked" || !mayReview(view, made)) return null;
  const { aftercare, performed_on, points } = made.doc;
  return aftercare.review_due_on ?? (points.length ? plusDays(performed_on, view.words.review_days) : null);
}

/** @param {View} view */
function tabsOf(view) {
  const { needing, asked, parked } = view.snapshot;
  const dated = needing === undefined ? due(view) : [];
  const named = asked === undefined ? namingMe(view, toSign(view)) : [];
  /** @type {Record<string, number>} */
  const counts = {
    signoffs: asked ?? named.length,
    todo: parked.length + (needing ?? asks(view).length + toName(view).length + dated.length),
    notices: newsOf(view, named, dated),
  };
  const tabs = withEverybody(placesOf(view)).flatMap((role) => view.words.tabs[role]);
  return tabs.map((tab) => ({ ...tab, count: counts[tab.id] ?? 0 }));
}

/**
 * How much has happened since the viewer last looked.
 * @param {View} view
 * @param {Made[]} named
 * @param {{ on: string, made: Made }[]} dated
 */
function newsOf(view, named, dated) {
  const mark = looked(view);
  const counted = view.snapshot.news ?? happened(view, named, dated).filter(({ at }) => at > mark).length;
  return Math.min(MOST, counted + decided(view).filter(({ at }) => at > mark).length);
}

// The same with what everybody has; who trains or supervises, or did, is told what happened.
/** @param {string[]} places */
function withEverybody(places) {
  const told = places.some((place) => PAST.some((pair) => pair.includes(place))) ? ["told"] : [];
  return [...places, ...told, "everybody"];
}

// What the places of a role that ended are called.
/** @type {[Role, string][]} */
const PAST = [
  ["trainee", "trained"],
  ["supervisor", "supervised"],
];

// The roles whose places the viewer sees; of those that ended, what stays.
/**
 * @param {View} view
 * @returns {string[]}
 */
const placesOf = (view) => [
  ...view.roles,
  ...(view.snapshot.you?.administers ? ["administrator"] : []),
  ...PAST.filter(([role]) => over(view, role).length).map(([, word]) => word),
];
