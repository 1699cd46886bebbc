// What differs between two versions of a case, answer by answer, in words. Twin of pages/differences.py.
/** @import { Answer, View } from "phone" */
/** @import { Difference, Entry, EventTold, Item, Pair, RowsItem, ToldLine } from "shapes" */
import { lowered } from "../filters.js";
import { isSilent } from "./common.js";
import { differing, events, lines as graded, points, shownAs, valueAt } from "./facts.js";
import { thumbOf } from "./mapping.js";

/**
 * [{name, label, before, after}]; each side is {lines: [{lead, kind, value}], thumb: a small face, or null}.
 * @param {View} view
 * @param {Entry} before
 * @param {Entry} after
 * @returns {Difference[]}
 */
export const differences = (view, before, after) =>
  differing(view, before, after).map(({ label, item }) => ({
    name: item.name,
    label,
    before: side(view, item, before, after),
    after: side(view, item, after, before),
  }));

/**
 * @param {View} view
 * @param {Item | RowsItem} item
 * @param {Entry} doc
 * @param {Entry} other
 */
function side(view, item, doc, other) {
  const drawn = item.name === "points";
  const lines = drawn ? pointLines(view, doc, other) : linesOf(view, item, doc);
  const silent = item.name === "events" ? "None seen" : "Nothing";
  return {
    lines: lines.length ? lines : [line("", "words", silent)],
    thumb: drawn ? thumbOf(view, doc) : null,
  };
}

/**
 * @param {View} view
 * @param {Item | RowsItem} item
 * @param {Entry} doc
 * @returns {ToldLine[]}
 */
function linesOf(view, item, doc) {
  const value = valueAt(doc, item.name);
  if (item.name === "events") return events(view, doc).flatMap(eventLines);
  if (item.name === "corrections") return value.flatMap(correctionLines);
  if (item.type === "rows")
    return graded(view, value ?? {}).map((fact) => line(fact.label, fact.kind, fact.value));
  if (isSilent(item, value)) return [];
  if (item.widget === "rating")
    return [line("", "words", view.words.self_ratings[String(value)] ?? String(value))];
  return [line("", ...shownAs(view, item, value))];
}

// Areas with their units; single points where the areas are alike.
/**
 * @param {View} view
 * @param {Entry} doc
 * @param {Entry} other
 */
function pointLines(view, doc, other) {
  const [here, there] = [points(view, doc), points(view, other)];
  if (!same(here.areas, there.areas)) {
    return here.areas.map(({ label, count, units_tenths }) =>
      line(`${label}, ${count === 1 ? "1 point" : `${count} points`}`, "units", units_tenths),
    );
  }
  if (same(here.rows, there.rows)) return [line("", "words", "Placed differently on the drawing")];
  return here.rows.map(({ area, side: where, depth, units_tenths }) =>
    line(`${area}, ${lowered(where)}, ${lowered(depth)}`, "units", units_tenths),
  );
}

/** @param {EventTold} event */
function eventLines({ label, severity, action, onset_day, resolved_on, reported_to, supervisor_told }) {
  const told = [line("", "words", `${label}, ${lowered(severity)}. ${action}.`)];
  if (onset_day !== null) told.push(line("Day", "number", onset_day));
  if (resolved_on !== null) told.push(line("Gone on", "date", resolved_on));
  if (reported_to) told.push(line("Reported to", "words", reported_to));
  if (supervisor_told !== null) told.push(line("Supervisor told", "words", supervisor_told ? "Yes" : "No"));
  return told;
}

/** @param {Pair} pair */
const correctionLines = ({ seen, correction, repeat }) => [
  line(repeat ? "Seen again" : "Seen", "text", seen),
  line("Correction", "text", correction),
];

/**
 * @param {string} lead
 * @param {string} kind
 * @param {string | number} value
 */
const line = (lead, kind, value) => ({ lead, kind, value });

/**
 * @param {Answer} one
 * @param {Answer} other
 */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
