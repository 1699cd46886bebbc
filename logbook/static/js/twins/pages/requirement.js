// One rule of a set: what counts, what does not and why, since when and until when. Twin of pages/requirement.py.
/** @import { Clock, Made, View } from "phone" */
/** @import { Gate, Query, RulePart, Shell, Snapshot, Stood } from "shapes" */
import { compare, programmeName, read } from "./cases.js";
import { frame, titleOf } from "./common.js";
import { A_PAGE } from "./entries.js";
import { thumbOf } from "./mapping.js";
import { begins, paged } from "./paged.js";
import { address, exceptionOf, lineOf, pathways, places, reckoned } from "./pathway.js";

const COUNTED = "counted";
// Of each list, where all are shown.
const SOME = 10;

/** @typedef {{ code: string, why: string, places: number[] }} Listed */
/** @typedef {import("shapes").GateRule} GateRule */

/**
 * /pathway/<rule>?programme=…&list=…&page=…: null where the viewer is asked no such thing. `list` shows all of one list:
 * what counts, or what does not for one reason.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function requirement(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const found = findRule(view, request.id ?? "", request.query.programme ?? "");
  if (!found) return null;
  const [doc, rule] = found;
  const { asks, limits, about, source, note, sure } = rule;
  const cases = casesOf(view, doc);
  const lists = listsOf(view, rule).filter((one) => one.places.length);
  const asked = lists.filter(({ code }) => code === request.query.list);
  return {
    ...frame(view, "What counts", "progress", "/pathway"),
    programme: programmeName(view, doc.programme),
    gate: doc.gate.label,
    rule: { asks, limits, about, source, note, sure, ...lineOf(view, doc, rule) },
    parts: (rule.parts ?? []).map((part) => lineOf(view, doc, part)),
    nearest: rule.nearest ?? null,
    exceptions: rule.exceptions.map((one) => ({
      ...exceptionOf(view, one),
      was: one.was,
      asks: one.asks ?? rule.required,
      holds: one.holds ?? true,
      rows: rowsOf(view, cases, one.items).rows,
    })),
    history: (rule.history ?? []).map((one) => stoodOf(view, one)),
    ahead: thenOf(view, rule),
    too_much: who(view, rule.too_much),
    periods: rule.periods ?? [],
    remarks: (rule.remarks ?? []).map((code) => view.words.remarks[code] ?? code),
    lists: (asked.length ? asked : lists).map((one) => shown(view, doc, rule, cases, one, request)),
    whole: asked.length > 0,
    href: address(doc, rule.id),
    paged: pagedOf(doc, rule, asked, request),
    set: doc.set,
    ...reckoned(view, doc),
  };
}

// The gate that has this rule, and the rule; of the programme that is named, else of the first that asks it.
/**
 * @param {View} view
 * @param {string} id
 * @param {string} programme
 * @returns {[Gate, GateRule] | null}
 */
function findRule(view, id, programme) {
  for (const doc of pathways(view).flat())
    if (["", doc.programme].includes(programme))
      for (const asked of doc.rules)
        for (const one of [asked, ...(asked.parts ?? [])]) if (one.id === id) return [doc, one];
  return null;
}

// {shortened id: the viewer's case} as this gate shortens them.
/**
 * @param {View} view
 * @param {Gate} doc
 */
function casesOf(view, doc) {
  const length = doc.ids.cases?.[0]?.length ?? 0;
  const own = view.cases.filter(({ mine }) => mine);
  return new Map(own.map((made) => [made.id.replaceAll("-", "").slice(0, length), made]));
}

// What counts, and what does not, a list a reason in the order of the words: {code, why, places}.
/**
 * @param {View} view
 * @param {RulePart} rule
 * @returns {Listed[]}
 */
function listsOf({ words }, { counted_items, left_out }) {
  const known = Object.keys(words.left_out).filter((code) => code in left_out);
  const others = Object.keys(left_out).filter((code) => !known.includes(code));
  // What was never meant for this rule comes after what nearly counts.
  const isOther = (/** @type {string} */ code) => Number(/^(?:other_|not_|withdrawn)/.test(code));
  const codes = [...known, ...others.sort(compare)].sort((one, other) => isOther(one) - isOther(other));
  return [
    { code: COUNTED, why: "", places: places(counted_items) },
    ...codes.map((code) => ({
      code,
      why: words.left_out[code] ?? code,
      places: places(left_out[code]),
    })),
  ];
}

// A list as it is shown: the newest first, some of it or a page.
/**
 * @param {View} view
 * @param {Gate} doc
 * @param {RulePart} rule
 * @param {Map<string, Made>} cases
 * @param {Listed} one
 * @param {Query} request
 */
function shown(view, doc, rule, cases, one, { query }) {
  const ids = doc.ids.cases ?? [];
  const newest = [...one.places].reverse();
  const isAsked = query.list === one.code;
  const begun = isAsked ? begins(query, newest.length) : 0;
  const some = rule.of === "cases" ? newest.slice(begun, begun + (isAsked ? A_PAGE : SOME)) : [];
  return {
    code: one.code,
    why: one.why,
    count: newest.length,
    all:
      rule.of === "cases" && newest.length > some.length ? `${address(doc, rule.id)}&list=${one.code}` : null,
    ...rowsOf(
      view,
      cases,
      some.map((place) => ids[place]),
    ),
  };
}

// Cases by their shortened ids, and how many of them are not here.
/**
 * @param {View} view
 * @param {Map<string, Made>} cases
 * @param {string[]} ids
 */
function rowsOf(view, cases, ids) {
  const found = ids.flatMap((id) => cases.get(id) ?? []);
  return { rows: found.map((made) => rowOf(view, made)), absent: ids.length - found.length };
}

/**
 * @param {View} view
 * @param {Made} made
 */
const rowOf = (view, { id, doc }) => ({
  href: `/entries/${id}`,
  title: titleOf(view, doc.areas),
  thumb: thumbOf(view, doc),
  model: doc.model.code,
  on: doc.performed_on,
});

/**
 * @param {View} view
 * @param {Stood} one
 */
const stoodOf = ({ words }, { until, required, counted, met_on, state }) => ({
  until,
  required,
  counted,
  met_on,
  label: words.rule_states[state].label,
});

// How it stands on a day to come; null once that day is here.
/**
 * @param {View} view
 * @param {RulePart} rule
 */
function thenOf(view, { then }) {
  if (!then || then.day <= view.today) return null;
  const { day, state, counted, missing } = then;
  return { day, state, counted, missing };
}

// Whom or what too much is of: a name where it is somebody known.
/**
 * @param {View} view
 * @param {RulePart["too_much"]} tooMuch
 */
const who = ({ people }, tooMuch) =>
  tooMuch ? `${people.get(tooMuch.value)?.name ?? tooMuch.value}, ${tooMuch.percent}%` : "";

/**
 * @param {Gate} doc
 * @param {RulePart} rule
 * @param {Listed[]} asked
 * @param {Query} request
 */
function pagedOf(doc, rule, [asked], { query }) {
  return paged(`${address(doc, rule.id)}&list=${asked?.code ?? ""}`, query, asked?.places.length ?? 0);
}
