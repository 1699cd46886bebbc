// How a logbook goes, drawn from a report: weeks, learning curve, range, doses. Twin of pages/course.py.
/** @import { View } from "phone" */
/** @import { Curve, DoseLine, Entry, Report } from "shapes" */
import { count, date } from "../filters.js";
import { daysBetween, plusDays, total } from "./common.js";
import { share } from "./measures.js";

const WIDTH = 320;
const HEIGHT = 108;
const EDGE = 6;
const STEPS = 5;

/**
 * {bars: [{from, total, signed, waiting, local, …_reach: percent}], total, first, last}; null in older reports.
 * @param {View} view
 * @param {Report} report
 * @param {Entry[]} local
 */
export function weeks(view, report, local) {
  if (!report.weeks?.length) return null;
  const begins = report.weeks.map((line) => line.from);
  // What lies after tomorrow, which may be today somewhere, is in no week yet.
  const ends = [
    ...begins.slice(1),
    [plusDays(begins[begins.length - 1], 7), plusDays(view.today, 2)].sort()[1],
  ];
  const counts = report.weeks.map((line, place) => ({
    ...line,
    local: within(local, begins[place], ends[place]),
  }));
  const totals = counts.map((line) => line.signed + line.waiting + line.local);
  const most = Math.max(1, ...totals);
  const bars = counts.map((line, place) => ({
    ...line,
    total: totals[place],
    signed_reach: share(line.signed, most),
    waiting_reach: share(line.signed + line.waiting, most),
    local_reach: share(totals[place], most),
  }));
  const last = begins[begins.length - 1];
  return {
    bars,
    total: total(totals),
    first: `Week of ${dayOf(begins[0])}`,
    last: daysBetween(last, view.today) < 7 ? "This week" : `Week of ${dayOf(last)}`,
  };
}

/**
 * @param {Entry[]} docs
 * @param {string} begin
 * @param {string} end
 */
const within = (docs, begin, end) =>
  docs.filter((doc) => begin <= doc.performed_on && doc.performed_on < end).length;

/**
 * {path, crosses, at: the place of the newest case, cases, says, …}: the line of a report's curve.
 * @param {Report} report
 */
export function curve(report) {
  const found = report.curve;
  if (!found) return null;
  const values = [0, ...found.points];
  const cases = found.points.length;
  /** @type {[number, number][]} */
  const places = values.map((value, place) => [xOf(place, cases), yOf(value, found.line)]);
  const [x, y] = places[places.length - 1];
  const words = stands(found);
  return {
    acceptable_percent: found.acceptable_percent,
    unacceptable_percent: found.unacceptable_percent,
    path: `M${places.map(([x, y]) => `${x} ${y}`).join("L")}`,
    crosses: found.short.map((number) => cross(...places[number])).join(""),
    at: { x, y },
    cases,
    now: found.now,
    words,
    says: `Learning curve over ${count(cases, "case", "cases")}, ${found.short.length} fell short. ${words}`,
  };
}

/**
 * {columns: skin types, rows: [{label, cells: [{cases, heat}]}]}: areas by skin type, in five steps.
 * @param {View} view
 * @param {Report} report
 */
export function spread(view, report) {
  if (!report.spread) return null;
  const most = Math.max(0, ...report.spread.flatMap((line) => line.counts));
  const rows = report.spread.map(({ area, counts }) => ({
    label: view.words.areas[area] ?? area,
    cells: counts.map((cases) => ({ cases, heat: stepOf(cases, most) })),
  }));
  return { columns: Object.values(view.words.skin_types), rows };
}

/**
 * One table a product: [{label, months, rows: [{label, cases, cells: [{units_tenths, reach} or null]}]}].
 * @param {View} view
 * @param {Report} report
 */
export const doses = (view, report) =>
  (report.doses ?? []).map(({ product, months, lines }) => ({
    label: view.words.products[product] ?? product,
    months: months.map((month) => date(`${month}-01`).split(" ")[1].slice(0, 3)),
    rows: lines.map((line) => dosesOf(view.words.areas, line)),
  }));

/**
 * @param {Record<string, string>} words
 * @param {DoseLine} line
 */
function dosesOf(words, { area, cases, medians }) {
  const most = Math.max(0, ...medians.map(Number));
  const cells = medians.map((tenths) =>
    tenths === null ? null : { units_tenths: tenths, reach: share(tenths, most) },
  );
  return { label: words[area] ?? area, cases, cells };
}

/** @param {Curve} curve */
function stands({ now, since }) {
  if (now === "met") return `Standard met at case ${since}.`;
  if (now === "review")
    return `Review line reached at case ${since}: look at these cases with your supervisor.`;
  return "Neither line is reached yet.";
}

/**
 * @param {number} place
 * @param {number} last
 */
const xOf = (place, last) => EDGE + Math.floor((place * WIDTH) / last);

/**
 * @param {number} value
 * @param {number} line
 */
const yOf = (value, line) => EDGE + Math.floor(((line - value) * HEIGHT) / (2 * line));

/**
 * @param {number} x
 * @param {number} y
 */
const cross = (x, y) => `M${x - 4} ${y - 4}l8 8m0-8l-8 8`;

/**
 * @param {number} number
 * @param {number} most
 */
const stepOf = (number, most) => (number ? Math.floor((number * STEPS + most - 1) / most) : 0);

/** @param {string} on */
const dayOf = (on) => date(on).split(" ").slice(0, 2).join(" ");
