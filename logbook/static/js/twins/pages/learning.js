// What one learns from supervisors, drawn from a report: two ratings, corrections. Twin of pages/learning.py.
/** @import { View } from "phone" */
/** @import { CorrectionSeen, Ratings, Report } from "shapes" */
import { count } from "../filters.js";
import { daysBetween } from "./common.js";

/**
 * {cases, words, columns: [{on, own, theirs, x, own_y, theirs_y}]}: one's own rating and the supervisor's.
 * @param {Report} report
 */
export function ratings(report) {
  const found = report.ratings;
  if (!found) return null;
  const places = Math.max(1, found.newest.length - 1);
  const columns = found.newest.map((line, place) => ({
    ...line,
    x: 12 + Math.floor((place * 304) / places),
    own_y: yOf(line.own),
    theirs_y: yOf(line.theirs),
  }));
  return { cases: found.cases, words: compared(found), columns };
}

/**
 * [{seen, correction, words, marks: [{x, on}]}], the most frequent first; one mark a case, the newest last.
 * @param {View} view
 * @param {Report} report
 */
export const corrections = (view, report) =>
  (report.corrections ?? []).map((line) => ({
    seen: line.seen,
    correction: line.correction,
    words: seenWords(line, daysBetween(line.last_on, view.today)),
    // Seen before the newest cases only: the words say when, and dots that are all empty say nothing.
    marks: line.marks.includes("1")
      ? [...line.marks].map((mark, place) => ({ x: 6 + place * 12, on: mark === "1" }))
      : [],
  }));

/**
 * How long ago, as one says it: "today", "5 days ago", "3 weeks ago".
 * @param {number} days
 */
export function ago(days) {
  if (days < 2) return days === 1 ? "yesterday" : "today";
  if (days < 14) return `${days} days ago`;
  return days < 63 ? `${Math.floor(days / 7)} weeks ago` : `${Math.floor(days / 30)} months ago`;
}

/** @param {Ratings} found */
function compared({ cases, higher, lower }) {
  let words = `The same step in ${cases - higher - lower} of ${count(cases, "case", "cases")}.`;
  if (higher) words += ` You chose a higher one ${timesOf(higher)}.`;
  if (lower) words += ` You chose a lower one ${timesOf(lower)}.`;
  return words;
}

/**
 * @param {CorrectionSeen} line
 * @param {number} days
 */
function seenWords({ times, clear }, days) {
  let words = `Seen ${timesOf(times)}, ${times > 1 ? "last " : ""}${ago(days)}`;
  if (clear) words += `, not again in your last ${clear === 1 ? "case" : `${clear} cases`}`;
  return `${words}.`;
}

/** @param {number} number */
const timesOf = (number) => ["", "once", "twice"][number] || `${number} times`;

/** @param {number} rating */
const yOf = (rating) => 12 + (5 - rating) * 20;
