// Doses as they are typed, stepped and said: tenths of a unit inside, "2.5" and never "2.50" outside.
import { DOSE, NotANumber, read, valueOf } from "../../twins/numerals.js";

/** A dose as typed, in tenths; null where it is no dose in steps of half a unit. */
export const tenthsOf = (text) => valueOf(text, 1, DOSE);

/** What is wrong with a dose as typed, in words; "" where nothing is. */
export function problemOf(text) {
  if (!text.trim()) return "Units must be in steps of 0.5";
  try {
    read(text, 1, DOSE);
  } catch (error) {
    if (error instanceof NotANumber) return error.message;
    throw error;
  }
  return "";
}

/** 25 → "2.5". */
export const textOf = (tenths) => String(tenths / 10);

/** The next dose up (1) or down (-1) from what is typed: by 1 unit, by half a unit below that; never below a half. */
export function stepped(text, way) {
  const tenths = tenthsOf(text);
  if (tenths === null) return way > 0 ? textOf(10) : text;
  const step = tenths < 10 || (tenths === 10 && way < 0) ? 5 : 10;
  return textOf(Math.max(DOSE.min, Math.min(DOSE.max, tenths + way * step)));
}

/** "20 units", "1 unit". */
export const units = (tenths) => `${textOf(tenths)} ${tenths === 10 ? "unit" : "units"}`;

/** All doses of some points together, in tenths. */
export const total = (points) => points.reduce((sum, point) => sum + (tenthsOf(point.units) ?? 0), 0);

/** "5 points", "1 point". */
export const counted = (number) => `${number} ${number === 1 ? "point" : "points"}`;
