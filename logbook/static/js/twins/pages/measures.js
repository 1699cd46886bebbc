// A report and what this phone adds to it, drawn: the ring and one bar per rule. Twin of pages/measures.py.
/** @import { View } from "phone" */
/** @import { Entry, Report, RuleFilter } from "shapes" */
import { compare } from "./cases.js";
import { total } from "./common.js";
import { valueAt } from "./facts.js";

// A rule's filter → where the entry holds what it asks for. Areas are a list, all others one code.
/** @type {[Exclude<keyof RuleFilter, "areas">, string][]} */
const WHERE = [
  ["part", "part"],
  ["setting", "setting"],
  ["skin_type", "model.skin_type"],
  ["product", "product.code"],
];

/**
 * The viewer's reports, in the order of their ids.
 * @param {View} view
 */
export function reports(view) {
  const own = view.snapshot.records.report.filter((record) => record.doc.trainee === view.account);
  return own.sort((one, other) => compare(one.id, other.id)).map((record) => record.doc);
}

/**
 * The viewer's entries of a programme that the server has not seen yet.
 * @param {View} view
 * @param {string} programme
 */
export const here = (view, programme) =>
  view.cases
    .filter(
      (made) =>
        made.mine && made.record === null && made.state === "local" && made.doc.programme === programme,
    )
    .map((made) => made.doc);

/**
 * The first report as a ring; null while there is no report.
 * @param {View} view
 */
export function ring(view) {
  const [report] = reports(view);
  return report ? ringOf(report, here(view, report.programme)) : null;
}

/**
 * {signed, required, waiting, local, to_go, unmet: rules, signed_share, waiting_share}: of each part, the rule that asks for most.
 * @param {Report} report
 * @param {Entry[]} local
 */
export function ringOf(report, local) {
  const asked = new Map();
  for (const rule of report.rules) {
    const part = rule.filter.part.join(",");
    if (rule.kind === "entries" && !(asked.get(part)?.required >= rule.required)) asked.set(part, rule);
  }
  const required = total([...asked.values()].map((rule) => rule.required));
  const signed = total([...asked.values()].map((rule) => Math.min(rule.counted, rule.required)));
  const { waiting, to_go } = report.totals;
  // Of shares and kinds no number of further cases is known; that they are missing is.
  const unmet = report.rules.filter(({ met }) => !met).length;
  // Where no cases are asked for, a full ring would say that all is there.
  const signed_share = required || !unmet ? share(signed, required) : 0;
  return {
    signed,
    required,
    waiting,
    local: local.length,
    to_go,
    unmet,
    signed_share,
    waiting_share: required ? Math.min(share(waiting, required), 100 - signed_share) : 0,
  };
}

/**
 * One bar per rule: figures, and how far each colour reaches in percent (each on top of the one before).
 * @param {Report} report
 * @param {Entry[]} local
 */
export const rules = (report, local) =>
  report.rules.map((rule) => {
    const { label, kind, required, counted, waiting, excess, missing, met, percent } = rule;
    const href = `/pathway/${rule.id}?programme=${report.programme}`;
    const fitting = local.filter((doc) => kind === "entries" && fits(rule.filter, doc)).length;
    return {
      label,
      kind,
      required,
      counted,
      waiting,
      excess,
      missing,
      met,
      percent,
      href,
      local: fitting,
      signed_reach: share(counted, required),
      waiting_reach: share(counted + waiting, required),
      local_reach: share(counted + waiting + fitting, required),
    };
  });

/**
 * Whole percent of a whole, at most 100; 100 where nothing is asked.
 * @param {number} part
 * @param {number} whole
 */
export const share = (part, whole) => (whole ? Math.min(100, Math.floor((part * 100) / whole)) : 100);

/**
 * @param {RuleFilter} filters
 * @param {Entry} doc
 */
function fits(filters, doc) {
  if (filters.areas.length && !doc.areas.some((area) => filters.areas.includes(area))) return false;
  return WHERE.every(([name, path]) => !filters[name].length || filters[name].includes(valueAt(doc, path)));
}
