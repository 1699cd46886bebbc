// Models seen before, by their codes alone: which there are, and what was noted of one. Twin of pages/seen.py.
/** @import { Fields, View } from "phone" */
/** @import { ListName } from "shapes" */
import { first } from "../statements/forms.js";

const MOST = 20;
// What stays the same from case to case. Even this is offered, never filled in silently: people age, and slips stay.
/** @type {("age_band" | "skin_type" | "sex")[]} */
const KEYS = ["age_band", "skin_type", "sex"];
/** @type {Record<"age_band" | "skin_type" | "sex", [ListName, string]>} */
const SAME = { age_band: ["age_bands", ""], skin_type: ["skin_types", "skin type "], sex: ["sexes", ""] };

/**
 * Codes of models of the viewer's other cases, newest first: [{code, on}].
 * @param {View} view
 * @param {string} entry
 */
export function recent(view, entry) {
  const found = new Map();
  for (const { model, performed_on: on } of earlier(view, entry))
    if (!found.has(model.code)) found.set(model.code, on);
  return [...found].slice(0, MOST).map(([code, on]) => ({ code, on }));
}

/**
 * {times, on, same: what was noted of them, where the form says something else}; null for a new model.
 * @param {View} view
 * @param {string} code
 * @param {string} entry
 * @param {Fields} fields
 */
export function seen(view, code, entry, fields) {
  const days = earlier(view, entry).filter(({ model }) => model.code === code);
  if (!days.length) return null;
  const noted = sameAs(view, code, entry);
  const differs = Object.keys(noted).some((name) => first(fields, name) !== first(noted, name));
  const told = Object.entries(SAME)
    .filter(([key]) => `model.${key}` in noted)
    .map(([key, [words, before]]) => before + (view.words[words][noted[`model.${key}`][0]] ?? ""));
  return { times: days.length, on: days[0].performed_on, same: differs ? told : [] };
}

/**
 * What was noted of a model when last seen, as fields of the form; empty for a new one.
 * @param {View} view
 * @param {string} code
 * @param {string} entry
 * @returns {Fields}
 */
export function sameAs(view, code, entry) {
  const model = earlier(view, entry).find((doc) => doc.model.code === code)?.model;
  const noted = KEYS.filter((key) => model?.[key]);
  return Object.fromEntries(noted.map((key) => [`model.${key}`, [model?.[key] ?? ""]]));
}

/**
 * @param {View} view
 * @param {string} entry
 */
const earlier = (view, entry) =>
  view.cases
    .filter((made) => made.mine && made.id !== entry && made.state !== "withdrawn")
    .map(({ doc }) => doc);
