// A part of the form told in a line: what a folded section holds, which points were typed. Twin of pages/telling.py.
/** @import { Fields, View } from "phone" */
/** @import { Field, Item, Rows, RowsItem } from "shapes" */
import { DOSE, valueOf } from "../numerals.js";
import { first, rowNumbers } from "../statements/forms.js";
import { namesNobody } from "../statements/pairing.js";
import { titleOf, total } from "./common.js";
import { mapsOf } from "./mapping.js";

const SAID = ["radio", "select", "part", "supervisor", "programme", "checks", "line"];
/** @type {Record<string, string>} */
const MOMENTS = { today: "date", now: "time" };
const MOST = 3;

/**
 * The answers that a folded section tells: [{name, said, start}]; the page tells them anew as they change.
 * @param {(Item | RowsItem)[]} items
 * @param {(Field | Rows)[]} parts
 */
export const tells = (items, parts) =>
  toldOf(items, parts).map(({ item: { name, said, start } }) => ({
    name,
    said,
    start: start in MOMENTS ? "" : start,
  }));

/**
 * What a folded section holds: [{kind, value}], without what every form begins with; kinds: words, date, time.
 * @param {(Item | RowsItem)[]} items
 * @param {(Field | Rows)[]} parts
 */
export function says(items, parts) {
  const said = toldOf(items, parts).flatMap(({ item, part }) =>
    part.value === item.start
      ? []
      : wordsOf(item, part).map((value) => ({ kind: MOMENTS[item.start] ?? "words", value })),
  );
  return said.filter(({ value }) => value).slice(0, MOST);
}

/**
 * Whether a section may be folded: where whom to name is still open, it stays in sight.
 * @param {(Field | Rows)[]} parts
 */
export const isSettled = (parts) =>
  parts.every((part) => part.name !== "supervisor" || part.type === "rows" || !namesNobody(part.value));

/**
 * The points typed so far: {title, count, units_tenths, map: the drawing with the most to show, or null}.
 * @param {View} view
 * @param {Fields} fields
 */
export function pointsTyped(view, fields) {
  const rows = rowNumbers(pointsOf(view), fields).map((number) => pointOf(view, fields, `points.${number}.`));
  const points = rows.filter((point) => point.units_tenths);
  const treated = new Set(points.map(({ area }) => area));
  return {
    title: titleOf(
      view,
      Object.keys(view.words.areas).filter((area) => treated.has(area)),
    ),
    count: points.length,
    units_tenths: total(points.map((point) => point.units_tenths)),
    map: mapsOf(view, points).maps[0] ?? null,
  };
}

/**
 * @param {View} view
 * @returns {RowsItem}
 */
const pointsOf = ({ shell }) =>
  /** @type {RowsItem} */ (
    shell.forms.entry.flatMap(({ items }) => items).find(({ name }) => name === "points")
  );

/**
 * A dose as typed, in tenths of a unit; 0 where it cannot be read.
 * @param {string} text
 */
export const unitsTyped = (text) => valueOf(text, 1, DOSE) ?? 0;

// The questions whose answers are told, each with its part of the page; what answers in rows is not.
/**
 * @param {(Item | RowsItem)[]} items
 * @param {(Field | Rows)[]} parts
 */
const toldOf = (items, parts) =>
  items.flatMap((item, place) => {
    const part = parts[place];
    return item.type === "field" && part.type === "field" && isTold(item, part) ? [{ item, part }] : [];
  });

/**
 * @param {Item} item
 * @param {Field} part
 */
function isTold({ widget, start }, part) {
  if (widget === "programme") return part.choices.length > 1;
  return SAID.includes(widget) || start in MOMENTS;
}

/**
 * @param {Item} item
 * @param {Field} part
 */
function wordsOf({ said }, { choices, chosen, value }) {
  if (!choices.length) return [said && value ? `${said} ${value}` : value];
  // A product is known by its own name; the substance behind it stands in the list and on the case.
  return choices
    .filter(({ code }) => chosen.includes(code) || code === value)
    .map(({ label }) => label.split(" (")[0]);
}

/**
 * @param {View} view
 * @param {Fields} fields
 * @param {string} prefix
 */
function pointOf(view, fields, prefix) {
  const kept = (/** @type {string} */ name) => first(fields, prefix + name);
  const place = (/** @type {string} */ name) => (/^[0-9]{1,4}$/.test(kept(name)) ? Number(kept(name)) : null);
  return {
    map: view.shell.face.name,
    view: Object.hasOwn(view.words.views, kept("view")) ? kept("view") : "front",
    units_tenths: unitsTyped(kept("units_tenths")),
    area: kept("area"),
    side: kept("side"),
    x: place("x"),
    y: place("y"),
  };
}
