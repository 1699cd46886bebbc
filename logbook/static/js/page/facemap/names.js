// What points and areas are called, and what is said when one changes.
import { counted, tenthsOf, total, units } from "./doses.js";

const SIDES = { right: ", right", left: ", left", mid: ", centre" };
const ORDER = ["right", "mid", "left"];

/** The names of the points of one face; `words` are the labels that come with the map. */
export function namer(words) {
  const muscleOf = ({ area, side }) => {
    const muscles = words.area_muscles[area] ?? [""];
    return side === "mid" ? muscles.at(-1) : muscles[0];
  };
  const bare = (point) => (words.short[muscleOf(point)] ?? "Point") + (SIDES[point.side] ?? "");
  // "Corrugator, right 2": those that share a name are numbered outwards from the midline.
  const name = (point, points) => {
    const alike = points.filter((one) => bare(one) === bare(point)).sort(outwards);
    return bare(point) + (alike.length > 1 ? `\u00a0${alike.indexOf(point) + 1}` : "");
  };
  const area = (code) => words.areas[code] ?? code;
  const bound = Object.entries({ grouped, summary, title }).map(([said, make]) => [
    said,
    (points) => make(points, words),
  ]);
  return { area, bare, name, ...Object.fromEntries(bound) };
}

/** "Added: Corrugator, right 2, 4 units." and the like. */
export const dosed = (name, text) => (tenthsOf(text) === null ? name : `${name}, ${units(tenthsOf(text))}`);

// The points of each area together, in the order in which people name areas; within one from right to left, then outwards.
function grouped(points, { areas }) {
  return Object.keys(areas)
    .map((code) => ({
      code,
      label: areas[code],
      points: points.filter((point) => point.area === code).sort(ranked),
    }))
    .filter((group) => group.points.length);
}

// "5 points, 20 units. Glabella 20 units."
function summary(points, words) {
  if (!points.length) return "no points yet";
  const told = grouped(points, words).map((group) => `${group.label} ${units(total(group.points))}`);
  return `${counted(points.length)}, ${units(total(points))}. ${told.join(", ")}`;
}

// "Glabella, forehead", as a case is called.
function title(points, words) {
  const [first = "", ...others] = grouped(points, words).map((group) => group.label);
  return [first, ...others.map((label) => label[0].toLowerCase() + label.slice(1))].join(", ");
}

const ranked = (one, other) => ORDER.indexOf(one.side) - ORDER.indexOf(other.side) || outwards(one, other);

const outwards = (one, other) => far(one) - far(other) || (one.y ?? 0) - (other.y ?? 0);

// From the midline of the front, and from the face's own edge at its side; what has no place comes last.
function far({ view, x }) {
  if (x === null) return 9000;
  if (view === "front") return Math.abs(x - 500);
  return 2000 + (view === "right" ? 1000 - x : x);
}
