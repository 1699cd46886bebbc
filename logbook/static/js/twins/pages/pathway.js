// The pathway: the gates of each programme's set, how far each is, and one next thing. Twin of pages/pathway.py.
//
// Nothing is judged here. What the server reckoned is shown as of its day; what has passed since is said to have ended.
/** @import { Clock, View } from "phone" */
/** @import { ExceptionTold, Gate, GateRule, Homeless, Query, RulePart, Shell, Snapshot } from "shapes" */
import { lowered } from "../filters.js";
import { compare, programmeName, read } from "./cases.js";
import { frame } from "./common.js";
import { here } from "./measures.js";
import { over } from "./rights.js";

const PASSED = ["met", "waived", "not_asked"];

/**
 * /pathway: one section a programme the viewer trains in.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function pathway(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  return {
    ...frame(view, "Pathway", "progress", "/progress"),
    sections: pathways(view).map((gates) => section(view, gates)),
    trains: view.held.trainee.size > 0,
    ended: over(view, "trainee"),
  };
}

/**
 * The viewer's gates in their order, programme by programme, of those where they train now.
 * @param {View} view
 * @returns {Gate[][]}
 */
export function pathways(view) {
  /** @type {Map<string, Gate[]>} */
  const found = new Map();
  for (const { doc } of view.snapshot.records.gate ?? [])
    if (doc.trainee === view.account && view.held.trainee.has(doc.programme))
      found.set(doc.programme, [...(found.get(doc.programme) ?? []), doc]);
  return [...found.entries()]
    .sort(([one], [other]) => compare(one, other))
    .map(([, gates]) => gates.sort((one, other) => one.order - other.order));
}

/**
 * One programme's pathway.
 * @param {View} view
 * @param {Gate[]} gates
 */
export function section(view, gates) {
  const [first] = gates;
  const { words } = view;
  const asked = new Set(gates.map(({ gate }) => gate.id));
  const others = Object.keys(words.gates)
    .filter((id) => !asked.has(id))
    .map((id) => words.gates[id]);
  return {
    id: first.programme,
    programme: programmeName(view, first.programme),
    set: { ...first.set, authority: words.authorities[first.set.authority] ?? "" },
    others: [...others.slice(0, 1), ...others.slice(1).map(lowered)].join(", "),
    ready: first.ready && gates.every((doc) => gateState(view, doc) === "met"),
    to_go: first.to_go,
    deadline: first.deadline,
    gates: gates.map((doc) => gateOf(view, doc)),
    homeless: first.homeless.map((one) => ({ ...exceptionOf(view, one), rule: one.rule })),
    ...reckoned(view, first),
  };
}

/**
 * As of when a gate is told, which the first of its programme says for all: {made_on, aged: it is of an earlier day,
 * stale: a newer report is here, local}.
 * @param {View} view
 * @param {Gate} doc
 */
export function reckoned(view, doc) {
  const { trainee, programme } = doc;
  const first = pathways(view).find(([gate]) => gate.programme === programme)?.[0] ?? doc;
  const reports = view.snapshot.records.report.filter(
    (record) => record.doc.trainee === trainee && record.doc.programme === programme,
  );
  return {
    made_on: first.made_on,
    aged: first.made_on < view.today,
    stale: reports.some((record) => !belongs(first, record)),
    local: here(view, programme).length,
  };
}

/**
 * Whether a gate says the same as a report: that one may be of a later day on which nothing else was otherwise.
 * @param {Gate} gate
 * @param {{ doc: { basis?: string }, hash: string }} report
 */
const belongs = ({ basis, report }, { doc, hash }) =>
  basis && doc.basis ? basis === doc.basis : hash.startsWith(report);

/**
 * One rule: its numbers, its state today as a chip, and where it is told in full.
 * @param {View} view
 * @param {Gate} doc
 * @param {RulePart} rule
 */
export function lineOf(view, doc, rule) {
  const state = stateOf(view, rule);
  const { id, label, kept, required, counted, waiting, excess, missing, met_on, holds_until, ended_on } =
    rule;
  return {
    id,
    href: address(doc, id),
    label,
    kept,
    tenths: rule.tenths ?? false,
    state,
    chip: view.words.rule_states[state],
    required,
    counted,
    waiting,
    excess,
    missing,
    met_on,
    holds_until,
    ended_on: state === rule.state ? ended_on : holds_until,
  };
}

/**
 * Where a rule is told in full.
 * @param {Gate} doc
 * @param {string} rule
 */
export const address = ({ programme }, rule) => `/pathway/${rule}?programme=${programme}`;

/**
 * The places of runs [first, last], in their order.
 * @param {number[][]} runs
 */
export const places = (runs) =>
  runs.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, more) => first + more));

/**
 * The state of a rule today: what held until a day that has passed has ended.
 * @param {View} view
 * @param {RulePart} rule
 */
export function stateOf(view, { state, holds_until }) {
  const hasPassed = holds_until !== null && holds_until < view.today;
  return ["met", "waived"].includes(state) && hasPassed ? "ended" : state;
}

/**
 * An exception in words: what it does, why, who decided it, from when until when.
 * @param {View} view
 * @param {ExceptionTold | Homeless} one
 */
export function exceptionOf({ words }, { kind, reason, by, on, ends }) {
  /** @type {Record<string, string>} */
  const reasons = words.exception_reasons ?? {};
  return {
    kind,
    label: words.exception_kinds[kind] ?? kind,
    reason: (reason === null ? "" : (reasons[reason] ?? reason)) || "",
    by: by ?? "",
    on,
    ends,
  };
}

/**
 * @param {View} view
 * @param {Gate} doc
 */
function gateOf(view, doc) {
  const { id, label, opens, needs, deadline, holds_until } = doc.gate;
  const lines = doc.rules.map((/** @type {GateRule} */ rule) => lineOf(view, doc, rule));
  const left = lines.filter((one) => !PASSED.includes(one.state));
  const state = gateState(view, doc);
  const going = { label: `${lines.length - left.length} of ${lines.length} met`, icon: "ring", tone: "idle" };
  return {
    id,
    label,
    chip: state === "open" ? going : view.words.rule_states[state],
    state,
    opens,
    needs: needs.join(", "),
    deadline,
    holds_until,
    next: left[0] ?? null,
    rules: lines,
  };
}

/**
 * The state of a gate today: met, ended, or open.
 * @param {View} view
 * @param {Gate} doc
 */
function gateState(view, { gate, rules }) {
  if (gate.state !== "met") return "open";
  return rules.every((rule) => PASSED.includes(stateOf(view, rule))) ? "met" : "ended";
}
