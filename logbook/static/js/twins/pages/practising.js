// Whether somebody's licence was valid on a day, as the school of a programme knows it. Twin of pages/practising.py.
/** @import { Made, View } from "phone" */
/** @import { LicenceDays, LicenceTold, Signer } from "shapes" */
import { date } from "../filters.js";
import { minuteAt, wallAt } from "../moments.js";
import { compare } from "./cases.js";
import { daysBetween, plusDays } from "./days.js";

const SOON_DAYS = 31;
// Under these its holder may practise; a suspension passes, so it is no end.
const GOOD = ["active", "conditions"];
const LASTING = [...GOOD, "suspended"];

/**
 * What is known of the licence under a signature: {checked_on, mark: what is to be said of that day, "" of nearly all,
 * valid}.
 * @param {View} view
 * @param {string} programme
 * @param {Pick<Signer, "id" | "body" | "number">} signer
 * @param {string} instant
 */
export const registration = (view, programme, signer, instant) =>
  standing(rowOf(view, programme, signer), view, dayThere(view, programme, instant));

/**
 * That a live model was treated on a day on which the licence of the trainee was not valid; "" of nearly all.
 * @param {View} view
 * @param {Made} made
 */
export function untreated(view, { doc }) {
  const who = view.people.get(doc.trainee);
  if (!who || doc.part === "observed" || doc.setting !== "live_model") return "";
  const { mark, valid } = standing(rowOf(view, doc.programme, who), view, doc.performed_on);
  return valid ? "" : `${who.name} treated on ${date(doc.performed_on)}: ${mark}. The case stands.`;
}

/**
 * What the viewer should know of their own licences today: [{title, text, bad}].
 * @param {View} view
 */
export function endings(view) {
  const me = view.people.get(view.account);
  const there = view.snapshot.records.membership.filter(
    ({ doc }) => doc.person === view.account && doc.ended_on === null,
  );
  const rows = there
    .flatMap(({ doc }) => doc.licences ?? [])
    .filter(({ body, number }) => body === me?.body && number === me.number)
    .map((row) => ending(view, row));
  const told = new Map(rows.filter(({ text }) => text).map((row) => [`${row.title} ${row.text}`, row]));
  return [...told].sort(([one], [other]) => compare(one, other)).map(([, row]) => row);
}

/**
 * @param {View} view
 * @param {string} programme
 * @param {Pick<Signer, "id" | "body" | "number">} who
 */
function rowOf(view, programme, { id, body, number }) {
  const there = view.snapshot.records.membership.filter(
    ({ doc }) => doc.person === id && doc.programme === programme,
  );
  const rows = there.flatMap(({ doc }) => doc.licences ?? []);
  return rows.findLast((row) => row.body === body && row.number === number) ?? null;
}

/**
 * @param {LicenceTold | null} row
 * @param {View} view
 * @param {string} day
 */
function standing(row, view, day) {
  if (row === null) return { checked_on: null, mark: "", valid: true };
  const state = stateOn(row, day);
  return {
    checked_on: row.checked_on,
    mark: view.words.licence_marks[state] ?? "",
    valid: GOOD.includes(state),
  };
}

/**
 * @param {LicenceTold} row
 * @param {string} day
 */
const stateOn = ({ days }, day) => days.find((one) => holds(one, day))?.state ?? "active";

/**
 * @param {LicenceDays} one
 * @param {string} day
 */
const holds = ({ first, last }, day) => (first ?? "") <= day && (last === null || day <= last);

/**
 * @param {View} view
 * @param {LicenceTold} row
 */
function ending(view, row) {
  const state = stateOn(row, view.today);
  const endsOn = lastGood(row, view.today);
  const title = `${row.body} ${row.number}`;
  const now = view.words.licence_now;
  if (!GOOD.includes(state)) return { title, text: now[state] ?? state, bad: true };
  const left = endsOn === null ? SOON_DAYS + 1 : daysBetween(view.today, endsOn);
  if (left > SOON_DAYS) return { title, text: now[state] ?? "", bad: false };
  const text = ["ends today", "ends tomorrow"][left] ?? `ends in ${left} days`;
  return { title, text, bad: false };
}

/**
 * The last day before its end, as far as one is known.
 * @param {LicenceTold} row
 * @param {string} day
 */
function lastGood({ days }, day) {
  const ended = days.filter(({ first, state }) => (first ?? "") > day && !LASTING.includes(state));
  const [first] = ended.map((one) => one.first ?? "").sort(compare);
  return first ? plusDays(first, -1) : null;
}

/**
 * The day of an instant where the programme is: as rules and files count it.
 * @param {View} view
 * @param {string} programme
 * @param {string} instant
 */
function dayThere(view, programme, instant) {
  const there = view.snapshot.records.programme.find(({ id }) => id === programme);
  const wall = there ? wallAt(minuteAt(instant), there.doc.tz) : view.clock.local(instant);
  return wall.slice(0, 10);
}
