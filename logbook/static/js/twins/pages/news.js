// Notices: what happened to the viewer's cases and to themselves since they last looked. Twin of pages/news.py.
/** @import { Clock, Happened, View } from "phone" */
/** @import { Decided, NoticeRow, Query, Shell, Snapshot } from "shapes" */
import { date } from "../filters.js";
import { compare, read } from "./cases.js";
import { daysBetween, due, frame, nameOf, namingMe, rowOf, toSign } from "./common.js";
import { A_PAGE } from "./entries.js";
import { MOST, decided, happened, looked } from "./happened.js";
import { handing } from "./history.js";
import { begins, paged } from "./paged.js";
import { over } from "./rights.js";

// Where to go on to, below the case.
/** @type {Record<string, string>} */
const THERE = { review: "/review", came: "/signoff", changed: "/signoff", handed_to_you: "/signoff" };

/**
 * /notices?page=…: day by day, newest first; `looked` is up to when whoever has seen this page has looked.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function notices(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const told = [
    ...happened(view, namingMe(view, toSign(view)), due(view)).map((one) => rowFor(view, one)),
    ...decided(view).map((one) => decidedRow(view, one)),
  ];
  const rows = told.sort((one, other) => compare(other.instant, one.instant)).slice(0, MOST);
  const begun = begins(request.query, rows.length);
  return {
    ...frame(view, "Notices", "notices"),
    days: byDay(view, rows.slice(begun, begun + A_PAGE)),
    count: rows.length,
    news: rows.filter(({ is_new }) => is_new).length,
    looked: [looked(view), ...rows.map(({ instant }) => instant)].reduce((one, other) =>
      other > one ? other : one,
    ),
    paged: paged("/notices", request.query, rows.length),
    ended: over(view, "trainee"),
  };
}

/**
 * One thing that happened to a case.
 * @param {View} view
 * @param {Happened} one
 * @returns {NoticeRow}
 */
function rowFor(view, one) {
  const words = view.words.news[one.code];
  return {
    ...when(view, one.at),
    icon: words.icon,
    tone: words.tone,
    title: words.label.replace("{who}", () => who(view, one)),
    ...about(view, one),
  };
}

/**
 * The case that it is about, what was said of it, and where to go on: {what, said, href}.
 * @param {View} view
 * @param {Happened} one
 */
function about(view, { code, made, record }) {
  const row = rowOf(view, made);
  const answered = code === "signed" || code === "returned";
  const said = answered ? record.doc.feedback : code === "taken_back" ? record.doc.reason : "";
  return {
    what: `${row.title}, model ${row.model}`,
    said: said ?? "",
    href: `${row.href}${THERE[code] ?? ""}`,
  };
}

/**
 * The name, or the day, that is told with it.
 * @param {View} view
 * @param {Happened} one
 */
function who(view, { code, made, record, on }) {
  if (code === "signed" || code === "returned") return record.doc.signer.name;
  if (code === "aside") return record.doc.by_name;
  if (code === "handed") return handing(view, made, record).to;
  if (code === "review") return date(on);
  const back = code === "taken_back" || code === "counts_again";
  return nameOf(view, back ? record.doc.by : made.doc.trainee);
}

/**
 * One thing that was decided of the viewer themselves, in the words of the server.
 * @param {View} view
 * @param {Decided} one
 * @returns {NoticeRow}
 */
const decidedRow = (view, { at, icon, tone, title, what, href }) => ({
  ...when(view, at),
  icon,
  tone,
  title,
  what,
  href,
  said: "",
});

/**
 * {instant, on, at, is_new}: when it was on the viewer's wall. What is told from a day on has no hour: at is "".
 * @param {View} view
 * @param {string} instant
 */
function when(view, instant) {
  const at = instant.endsWith("T00:00:00Z") ? "" : view.clock.local(instant);
  return { instant, on: (at || instant).slice(0, 10), at, is_new: instant > looked(view) };
}

/**
 * [{on, near, far: another year, rows}].
 * @param {View} view
 * @param {NoticeRow[]} rows
 */
function byDay(view, rows) {
  /** @type {{ on: string, near: string, far: boolean, rows: NoticeRow[] }[]} */
  const days = [];
  for (const row of rows) {
    const { on } = row;
    if (days.at(-1)?.on !== on) {
      const near = ["Today", "Yesterday"][daysBetween(on, view.today)] ?? "";
      days.push({ on, near, far: on.slice(0, 4) !== view.today.slice(0, 4), rows: [] });
    }
    days.at(-1)?.rows.push(row);
  }
  return days;
}
