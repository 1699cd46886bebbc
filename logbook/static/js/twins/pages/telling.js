// A part of the form told in a line: what a folded section holds, which points were typed. Twin of pages/telling.py.
import { DOSE, valueOf } from "../numerals.js";
import { first, rowNumbers } from "../statements/forms.js";
import { namesNobody } from "../statements/pairing.js";
import { titleOf, total } from "./common.js";
import { mapsOf } from "./mapping.js";

const SAID = ["radio", "select", "part", "supervisor", "programme", "checks", "line"];
const MOMENTS = { today: "date", now: "time" };
const MOST = 3;

/** The answers that a folded section tells: [{name, said, start}]; the page tells them anew as they change. */
export const tells = (items, parts) =>
  items
    .filter((item, place) => isTold(item, parts[place]))
    .map(({ name, said, start }) => ({ name, said, start: start in MOMENTS ? "" : start }));

/** What a folded section holds: [{kind, value}], without what every form begins with; kinds: words, date, time. */
export function says(items, parts) {
  const said = items.flatMap((item, place) => {
    const part = parts[place];
    if (!isTold(item, part) || part.value === item.start) return [];
    return wordsOf(item, part).map((value) => ({ kind: MOMENTS[item.start] ?? "words", value }));
  });
  return said.filter(({ value }) => value).slice(0, MOST);
}

/** Whether a section may be folded: where whom to name is still open, it stays in sight. */
export const isSettled = (parts) =>
  parts.every(({ name, value }) => name !== "supervisor" || !namesNobody(value));

/** The points typed so far: {title, count, units_tenths, map: the drawing with the most to show, or null}. */
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

const pointsOf = ({ shell }) =>
  shell.forms.entry.flatMap(({ items }) => items).find(({ name }) => name === "points");

/** A dose as typed, in tenths of a unit; 0 where it cannot be read. */
export const unitsTyped = (text) => valueOf(text, 1, DOSE) ?? 0;

function isTold({ type, widget, start }, part) {
  if (type === "rows") return false;
  if (widget === "programme") return part.choices.length > 1;
  return SAID.includes(widget) || start in MOMENTS;
}

function wordsOf({ said }, { choices, chosen, value }) {
  if (!choices.length) return [said && value ? `${said} ${value}` : value];
  // A product is known by its own name; the substance behind it stands in the list and on the case.
  return choices
    .filter(({ code }) => chosen.includes(code) || code === value)
    .map(({ label }) => label.split(" (")[0]);
}

function pointOf(view, fields, prefix) {
  const kept = (name) => first(fields, prefix + name);
  const place = (name) => (/^[0-9]{1,4}$/.test(kept(name)) ? Number(kept(name)) : null);
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
