// Points on the drawing of the face, for pages: which drawing, which crop, which dots. Twin of pages/mapping.py.
/** @import { Placed, View } from "phone" */
/** @import { AreaReport, Dot, DrawnArea, Entry, FaceArea } from "shapes" */
import { count, tenths, units } from "../filters.js";

const MARGIN = 26;
const STEPS = 5;

/**
 * {maps: one for each view with something to show, off: how many points have no place on any}.
 * @param {View} view
 * @param {Placed[]} points
 */
export function mapsOf(view, points) {
  const maps = Object.keys(view.words.views).map((which) => mapOf(view, points, "", which));
  const drawn = maps.filter((one) => one.count);
  const treated = maps.filter(({ areas }) => areas.some(({ on }) => on));
  return { maps: drawn.length ? drawn : treated.slice(0, 1), off: maps[0].off };
}

/**
 * One view of the face with its points; `crop` "" is chosen from them.
 * @param {View} view
 * @param {Placed[]} points
 * @param {string} [crop]
 * @param {string} [which]
 */
export function mapOf(view, points, crop = "", which = "front") {
  const { face } = view.shell;
  const treated = points.filter((point) => point.view === which);
  const placed = treated.filter((point) => isPlaced(view, point));
  const dots = placed.map(dotOf);
  const chosen = crop || cropOf(face.crops, dots);
  const areas = face.areas[which].map((one) => ({ ...one, on: isOn(one, treated), heat: 0 }));
  return {
    view: which,
    crop: chosen,
    box: face.crops[chosen],
    areas,
    dots,
    says: saysOf(view, which, placed, areas),
    count: dots.length,
    off: points.filter((point) => !isPlaced(view, point)).length,
  };
}

/**
 * {map, rows: [{label, heat, cases, signed}], off: [label of an area that is not drawn]}: how often each was treated.
 * @param {View} view
 * @param {AreaReport[]} lines
 */
export function heatOf(view, lines) {
  const { face } = view.shell;
  const words = view.words.areas;
  const cases = new Map(lines.map((line) => [line.area, line.signed + line.waiting]));
  const most = Math.max(0, ...cases.values());
  const stepOf = (/** @type {string} */ area) => step(cases.get(area) ?? 0, most);
  const areas = face.areas.front.map((one) => ({ ...one, on: false, heat: stepOf(one.area) }));
  const seen = lines.filter(({ area }) => cases.get(area));
  const rows = seen.map(({ area, signed }) => {
    return { label: words[area] ?? area, heat: stepOf(area), cases: cases.get(area) ?? 0, signed };
  });
  const drawn = new Set(areas.map(({ area }) => area));
  const told = rows.map((row) => `${row.label} ${count(row.cases, "case", "cases")}`).join(", ");
  const says = rows.length
    ? `Face map, coloured by how often each area was treated: ${told}.`
    : "Face map: nothing treated yet.";
  const whole = { view: "front", crop: "whole", box: face.crops.whole, areas };
  const off = seen.filter(({ area }) => !drawn.has(area)).map(({ area }) => words[area] ?? area);
  return { map: { ...whole, dots: [], says, count: 0, off: 0 }, rows, off };
}

/**
 * A case as a small picture: {areas: those drawn as a whole, spots: the dots of placed points as one path}.
 * @param {View} view
 * @param {Entry} doc
 */
export function thumbOf(view, doc) {
  const placed = doc.points.filter((point) => point.view === "front" && isPlaced(view, point));
  const exact = new Set(placed.map((point) => point.area));
  return {
    areas: doc.areas.filter((area) => !exact.has(area)),
    spots: placed.map(({ x, y }) => `M${x} ${y}h1`).join(""),
  };
}

/**
 * @param {View} view
 * @param {Placed} point
 */
const isPlaced = (view, point) => point.map === view.shell.face.name && point.x !== null && point.y !== null;

/** @param {Placed} point */
const dotOf = ({ x, y, units_tenths }) => ({
  x: /** @type {number} */ (x),
  y: /** @type {number} */ (y),
  units_tenths,
  at: `translate(${x} ${y})`,
  small: tenths(units_tenths).length > 2,
});

/**
 * @param {FaceArea} one
 * @param {Placed[]} points
 */
const isOn = (one, points) =>
  points.some((point) => point.area === one.area && (one.side === "both" || one.side === point.side));

/**
 * @param {Record<string, string>} crops
 * @param {Dot[]} dots
 */
function cropOf(crops, dots) {
  const fitting = Object.keys(crops).filter((name) => name !== "whole" && holds(crops[name], dots));
  return dots.length && fitting.length ? fitting[0] : "whole";
}

/**
 * @param {string} box
 * @param {Dot[]} dots
 */
function holds(box, dots) {
  const [left, top, width, height] = box.split(" ").map(Number);
  /** @type {(at: number, from: number, size: number) => boolean} */
  const inside = (at, from, size) => from + MARGIN <= at && at <= from + size - MARGIN;
  return dots.every(({ x, y }) => inside(x, left, width) && inside(y, top, height));
}

/**
 * @param {number} cases
 * @param {number} most
 */
const step = (cases, most) => (cases ? Math.floor((cases * STEPS + most - 1) / most) : 0);

/**
 * @param {View} view
 * @param {string} which
 * @param {Placed[]} placed
 * @param {DrawnArea[]} areas
 */
function saysOf({ words }, which, placed, areas) {
  const name = `Face map, ${words.views[which].toLowerCase()}`;
  const named = Object.entries(words.areas);
  if (!placed.length) {
    const labels = named
      .filter(([code]) => areas.some(({ on, area }) => on && area === code))
      .map(([, label]) => label);
    return labels.length ? `${name}: ${labels.join(", ")}.` : `${name}: no points.`;
  }
  const doses = new Map();
  for (const { area, units_tenths } of placed) doses.set(area, (doses.get(area) ?? 0) + units_tenths);
  const told = named
    .filter(([code]) => doses.has(code))
    .map(([code, label]) => `${label} ${units(doses.get(code))}`);
  const all = [...doses.values()].reduce((sum, dose) => sum + dose, 0);
  return `${name}: ${count(placed.length, "point", "points")}, ${units(all)}. ${told.join(", ")}.`;
}
