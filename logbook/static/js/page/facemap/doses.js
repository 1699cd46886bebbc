// Doses as they are typed, stepped and said: tenths of a unit inside, "2.5" and never "2.50" outside.

const TYPED = /^\s*([0-9]{1,4})(?:[.,]([05]))?\s*$/;
const LEAST = 5;
const MOST = 10_000;

/** A dose as typed, in tenths; null where it is no dose in steps of half a unit. */
export function tenthsOf(text) {
  const [, whole, half = "0"] = TYPED.exec(text) ?? [];
  const tenths = whole === undefined ? 0 : Number(whole) * 10 + Number(half);
  return tenths >= LEAST && tenths <= MOST ? tenths : null;
}

/** 25 → "2.5". */
export const textOf = (tenths) => String(tenths / 10);

/** The next dose up (1) or down (-1) from what is typed: by 1 unit, by half a unit below that; never below a half. */
export function stepped(text, way) {
  const tenths = tenthsOf(text);
  if (tenths === null) return way > 0 ? textOf(10) : text;
  const step = tenths < 10 || (tenths === 10 && way < 0) ? 5 : 10;
  return textOf(Math.max(LEAST, Math.min(MOST, tenths + way * step)));
}

/** "20 units", "1 unit". */
export const units = (tenths) => `${textOf(tenths)} ${tenths === 10 ? "unit" : "units"}`;

/** All doses of some points together, in tenths. */
export const total = (points) => points.reduce((sum, point) => sum + (tenthsOf(point.units) ?? 0), 0);

/** "5 points", "1 point". */
export const counted = (number) => `${number} ${number === 1 ? "point" : "points"}`;
