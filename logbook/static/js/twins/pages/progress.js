// The page of progress: what is signed, what waits, what is missing. Twin of pages/progress.py.
/** @import { Clock, View } from "phone" */
/** @import { Counted, Entry, Query, Report, Shell, Snapshot } from "shapes" */
import { programmeName, read } from "./cases.js";
import { frame } from "./common.js";
import * as course from "./course.js";
import * as learning from "./learning.js";
import { heatOf } from "./mapping.js";
import { here, reports, ringOf, rules } from "./measures.js";
import { pathways, section as pathwayOf } from "./pathway.js";
import { over } from "./rights.js";

/**
 * /progress: one section a programme the viewer trains in, from the server's report and this phone's own cases.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function progress(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const ways = new Map(pathways(view).map((gates) => [gates[0].programme, pathwayOf(view, gates).gates]));
  return {
    ...frame(view, "Progress", "progress"),
    sections: reports(view).map((report) => ({
      ...section(view, report),
      gates: ways.get(report.programme) ?? [],
    })),
    trains: view.held.trainee.size > 0,
    ended: over(view, "trainee"),
  };
}

/**
 * @param {View} view
 * @param {Report} report
 */
function section(view, report) {
  const { words } = view;
  const local = here(view, report.programme);
  /** @type {(list: Record<string, string>, code: string, found: { signed: number, waiting: number }) => Counted} */
  const line = (list, code, { signed, waiting }) => ({ label: list[code] ?? code, signed, waiting });
  return {
    id: report.programme,
    programme: programmeName(view, report.programme),
    ring: ringOf(report, local),
    totals: { unconfirmed: 0, unnamed: 0, ...report.totals },
    ready_on: report.ready_on ?? null,
    rules: rules(report, local),
    heat: heatOf(view, report.areas),
    parts: report.parts
      .filter(({ signed, waiting }) => signed || waiting)
      .map((found) => line(words.parts, found.part, found)),
    skin_types: report.skin_types.map((found) => line(words.skin_types, found.code, found)),
    models: report.models.distinct,
    supervisors: report.supervisors.distinct,
    set: { ...report.set, authority: words.authorities[report.set.authority] ?? "" },
    made_on: report.made_on,
    ...charts(view, report, local),
  };
}

/**
 * @param {View} view
 * @param {Report} report
 * @param {Entry[]} local
 */
const charts = (view, report, local) => ({
  weeks: course.weeks(view, report, local),
  curve: course.curve(report),
  spread: course.spread(view, report),
  doses: course.doses(view, report),
  ratings: learning.ratings(report),
  corrections: learning.corrections(view, report),
});
