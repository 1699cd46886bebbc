// What a case says, as facts to print: label, kind and value, in the order of its form. Twin of pages/facts.py.
/** @import { Answer, View } from "phone" */
/** @import { Card, Entry, EventTold, Fact, Item, Lines, Review, RowsItem } from "shapes" */
import { at } from "../dotted.js";
import { printed, words as expiryWords } from "../expiry.js";
import { hundredths, lowered, units } from "../filters.js";
import { programmeName } from "./cases.js";
import { reckoned } from "./cautions.js";
import { isSilent, nameOf, total } from "./common.js";
import { measures } from "./dilution.js";
import { mapsOf, thumbOf } from "./mapping.js";

/** @type {Record<string, string>} */
const CARDS = {
  model: "Case",
  part: "Case",
  areas: "Case",
  supervisor: "Case",
  when: "Case",
  product: "Product",
  details: "More",
  after: "More",
  learning: "More",
};
// What answers in rows are called where a section holds other answers too.
/** @type {Record<string, string>} */
const ROWS = { "assessment.severity": "Lines before treatment", corrections: "Corrections" };
const ELSEWHERE = ["model.code", "events.any", "self_rating", "reflection", "corrections"];

/**
 * All that an entry says, for the page of a case and for the sheet alike; `performed` is local.
 * @param {View} view
 * @param {Entry} doc
 */
export const told = (view, doc) => ({
  small: thumbOf(view, doc),
  performed: `${doc.performed_on}T${doc.performed_at}`,
  points: points(view, doc),
  cards: cards(view, doc),
  events: events(view, doc),
  ...reckoned(view, doc),
  corrections: doc.corrections,
  reflection: doc.reflection,
  answered: doc.answer ?? "",
  self_rating: view.words.self_ratings[String(doc.self_rating)] ?? "",
});

/**
 * What was injected, in one line: product, batch, dilution and strength; "" where nothing was.
 * @param {View} view
 * @param {Entry} doc
 */
export function madeOf(view, doc) {
  if (doc.product === null) return "";
  const { code, batch, vial_units: vial, diluent_hundredths_ml: diluent } = doc.product;
  const mixed = vial && diluent ? [`${vial} units in ${hundredths(diluent)} mL`] : [];
  const strength = measures(view, doc)
    .filter(({ label }) => label === "Strength")
    .map(({ value }) => value);
  return [view.words.products[code] ?? code, `batch ${batch}`, ...mixed, ...strength].join(", ");
}

/**
 * [{title, facts: [{label, kind, value}]}].
 * @param {View} view
 * @param {Entry} doc
 */
export function cards(view, doc) {
  /** @type {Card[]} */
  const made = [...new Set(Object.values(CARDS))].map((title) => ({ title, facts: [] }));
  for (const section of view.shell.forms.entry) {
    const card = made.find(({ title }) => title === CARDS[section.id]);
    if (card) card.facts.push(...section.items.flatMap((item) => factsOf(view, item, doc)));
    if (card && section.id === "product" && doc.product !== null) card.facts.push(...measures(view, doc));
  }
  return made.filter((card) => card.facts.length);
}

/**
 * The labels of the answers that differ between two versions of a case, in the form's order.
 * @param {View} view
 * @param {Entry} before
 * @param {Entry} after
 */
export const changed = (view, before, after) => [
  ...new Set(differing(view, before, after).map(({ label }) => label)),
];

/**
 * The answers that differ between two versions of a case: [[label, item of the form]].
 * @param {View} view
 * @param {Entry} before
 * @param {Entry} after
 * @returns {{label: string, item: Item | RowsItem}[]}
 */
export const differing = (view, before, after) =>
  view.shell.forms.entry.flatMap((section) =>
    section.items
      .filter(({ name }) => name !== "events.any" && !same(answerAt(before, name), answerAt(after, name)))
      .map((item) => ({
        label: item.type === "field" ? item.label : (ROWS[item.name] ?? section.title),
        item,
      })),
  );

// The areas of points are told with the points; statements of older builds have no answer.
/**
 * @param {Entry} doc
 * @param {string} path
 */
function answerAt(doc, path) {
  if (path === "answer") return doc.answer ?? "";
  if (path !== "areas") return valueAt(doc, path);
  return doc.areas.filter((area) => !doc.points.some((point) => point.area === area));
}

/**
 * {units_tenths, count, areas, rows, drawn} of the injection points.
 * @param {View} view
 * @param {Entry} doc
 */
export function points(view, doc) {
  const { words } = view;
  const areas = [];
  for (const [area, label] of Object.entries(words.areas)) {
    const here = doc.points.filter((point) => point.area === area).map((point) => point.units_tenths);
    if (here.length) areas.push({ label, count: here.length, units_tenths: total(here) });
  }
  const rows = doc.points.map((point) => ({
    area: words.areas[point.area] ?? point.area,
    muscle: words.muscles[point.muscle] ?? point.muscle,
    side: words.sides[point.side] ?? point.side,
    depth: (words.depths[point.depth] ?? point.depth) || "Depth not stated",
    units_tenths: point.units_tenths,
  }));
  const units_tenths = total(doc.points.map((point) => point.units_tenths));
  return { units_tenths, count: rows.length, areas, rows, drawn: mapsOf(view, doc.points) };
}

/**
 * The complications: [{label, severity, onset_day, action, resolved_on, reported_to, supervisor_told}].
 * @param {View} view
 * @param {Pick<Entry, "events">} doc
 * @returns {EventTold[]}
 */
export const events = ({ words }, doc) =>
  doc.events.map((event) => ({
    label: words.events[event.kind] ?? event.kind,
    severity: words.severities[event.severity] ?? event.severity,
    onset_day: event.onset_day,
    action: words.actions[event.action] ?? event.action,
    resolved_on: event.resolved_on,
    // Statements made before these were asked do not have them.
    reported_to: words.reported_to[event.reported_to ?? ""] ?? "",
    supervisor_told: event.supervisor_told ?? null,
  }));

/**
 * Whether there was a top-up at the review, how much, and where: "Done: 4 units, glabella".
 * @param {View} view
 * @param {Review} doc
 */
export function toppedUp({ words }, doc) {
  const said = words.top_ups[doc.top_up] ?? doc.top_up;
  // Statements of older builds do not say how much.
  const more = doc.top_up_units_tenths ? [units(doc.top_up_units_tenths)] : [];
  more.push(...(doc.top_up_areas ?? []).map((area) => lowered(words.areas[area] ?? area)));
  return more.length ? `${said}: ${more.join(", ")}` : said;
}

/**
 * The value at a dotted path; null below a group that is null. An expiry is one answer in two keys, as its vial prints it.
 * @param {Entry} doc
 * @param {string} path
 * @returns {Answer}
 */
export const valueAt = (doc, path) => (path === "product.expires_on" ? printed(doc.product) : at(doc, path));

// Statements keep their keys in order, so equal values have equal texts.
/**
 * @param {Answer} one
 * @param {Answer} other
 */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * @param {View} view
 * @param {Item | RowsItem} item
 * @param {Entry} doc
 * @returns {Fact[]}
 */
function factsOf(view, item, doc) {
  if (ELSEWHERE.includes(item.name)) return [];
  const value = valueAt(doc, item.name);
  if (item.type === "rows") return item.name === "assessment.severity" ? lines(view, value) : [];
  if (isSilent(item, value) || (value === false && item.widget !== "maybe")) return [];
  const [kind, shown] = shownAs(view, item, value);
  return [{ label: item.label, kind, value: shown }];
}

/**
 * The kind of an answer and what is printed of it: [kind, value].
 * @param {View} view
 * @param {Item} item
 * @param {Answer} value
 * @returns {[string, string | number]}
 */
export function shownAs(view, item, value) {
  const { widget } = item;
  if (["check", "agree", "maybe"].includes(widget)) return ["words", value ? "Yes" : "No"];
  if (widget === "supervisor") return ["words", nameOf(view, value)];
  if (widget === "programme") return ["words", programmeName(view, value)];
  if (["date", "time", "text"].includes(widget)) return [widget, value];
  if (widget === "minute") return ["stamp", value];
  if (widget === "expiry") return ["words", expiryWords(value)];
  if (widget === "decimal") return [item.digits === 1 ? "tenths" : "hundredths", value];
  if (widget === "whole") return ["number", value];
  if (!item.rule.choices) return ["text", value];
  const words = view.words[item.rule.choices];
  return ["words", (Array.isArray(value) ? value : [value]).map((code) => words[code] ?? code).join(", ")];
}

/**
 * The lines graded before treatment: [{label, kind, value}].
 * @param {View} view
 * @param {Record<string, Lines>} graded
 * @returns {Fact[]}
 */
export function lines({ words }, graded) {
  return Object.entries(words.areas)
    .filter(([area]) => area in graded)
    .map(([area, label]) => {
      const [rest, dynamic] = [graded[area].rest, graded[area].dynamic].map(
        (grade) => words.severity_grades[String(grade)],
      );
      return {
        label: `Lines: ${label}`,
        kind: "words",
        value: `${rest} at rest, ${lowered(dynamic)} in movement`,
      };
    });
}
