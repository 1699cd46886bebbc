// The points as the form holds them: read from its controls, or from what a draft kept of them.

const FIELD = /^points\.(\d{1,4})\.(\w+)$/;
const EMPTY = { view: "front", area: "", side: "", x: "", y: "", units_tenths: "", depth: "" };
const TYPED = ["area", "side", "units_tenths"];
// As many as a case may have.
export const MOST = 100;

/** The points among the fields of a form, [[name, text]…]; a row with nothing in it is none. */
export function pointsIn(fields) {
  const rows = new Map();
  for (const [name, text] of fields) {
    const [, number, column] = FIELD.exec(name) ?? [];
    if (number === undefined) continue;
    if (!rows.has(number)) rows.set(number, { ...EMPTY, number });
    rows.get(number)[column] = text;
  }
  return [...rows.values()].filter((row) => TYPED.some((column) => row[column].trim())).map(pointOf);
}

/** What a row keeps without showing it: {name: text} for its hidden controls. */
export function hiddenOf({ view, area, side, x, y }) {
  return x === null ? { area, side, view } : { area, side, view, x, y };
}

function pointOf({ number, view, area, side, x, y, units_tenths: units, depth }) {
  const placed = /^\d{1,4}$/.test(x) && /^\d{1,4}$/.test(y);
  const place = placed ? { x: Number(x), y: Number(y) } : { x: null, y: null };
  return { number: Number(number), view: view || "front", area, side, ...place, units, depth, problems: [] };
}
