// Numbers as people type them, read in one way everywhere. Twin of numerals.py.
/** @import { Rule } from "shapes" */
import { trimmed } from "./shown.js";

const NUMBER = /^([0-9]{0,6})(?:\.([0-9]{0,6}))?$/;
// The decimal comma, and the separators of Arabic and of wide East Asian keyboards.
const POINTS = /[,\u066b\uff0c\uff0e]/g;
const FIGURE = /\p{Nd}/u;
const LONGEST = 20;
// Doses: tenths of a unit, in steps of half a unit.
export const DOSE = { min: 5, max: 10_000, step: 5 };

/** It cannot be read; the words name what was typed. */
export class NotANumber extends Error {}

/**
 * The number typed, as a whole number of its smallest part: "2.5" with one digit is 25. `rule`: {min, max, step} in that
 * part. Figures of every script, point or comma, spaces around. Throws NotANumber.
 * @param {string} text
 * @param {number} digits
 * @param {Rule} rule
 */
export function read(text, digits, rule) {
  const typed = trimmed(text);
  const found = NUMBER.exec([...typed].map(figure).join("").replace(POINTS, "."));
  if (!found || !(found[1] || found[2])) throw wrong(typed, "is not a number");
  const [whole, decimals] = [found[1] || "0", found[2] ?? ""];
  // A thousand, or one with three decimals? Dividing by a thousand unasked would be a dose.
  if (decimals.length === 3 && Number(whole)) {
    throw wrong(
      typed,
      `can mean ${Number(whole + decimals)} or ${plain(Number(whole), decimals)}: write one of them`,
    );
  }
  const rest = decimals.replace(/0+$/, "");
  if (rest.length > digits) throw wrong(typed, steps(rule, digits));
  return within(Number(whole + rest.padEnd(digits, "0")), typed, digits, rule);
}

/**
 * The same; null where it cannot be read.
 * @param {string} text
 * @param {number} digits
 * @param {Rule} rule
 */
export function valueOf(text, digits, rule) {
  try {
    return read(text, digits, rule);
  } catch (error) {
    if (error instanceof NotANumber) return null;
    throw error;
  }
}

/**
 * @param {number} number
 * @param {string} typed
 * @param {number} digits
 * @param {Rule} rule
 */
function within(number, typed, digits, { min = 0, max = Infinity, step = 1 }) {
  if (number < min) throw wrong(typed, `is less than ${told(min, digits)}`);
  if (number > max) throw wrong(typed, `is more than ${told(max, digits)}`);
  if (number % step) throw wrong(typed, steps({ step }, digits));
  return number;
}

// Figures stand in tens, each ten beginning with its zero, in every script.
/** @param {string} sign */
function figure(sign) {
  if (!FIGURE.test(sign)) return sign;
  const code = /** @type {number} */ (sign.codePointAt(0));
  let first = code;
  while (FIGURE.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

/**
 * @param {{step?: number}} rule
 * @param {number} digits
 */
const steps = ({ step = 1 }, digits) =>
  step === 10 ** digits ? "is not a whole number" : `is not in steps of ${told(step, digits)}`;

/**
 * @param {number} number
 * @param {number} digits
 */
function told(number, digits) {
  const [whole, rest] = [Math.floor(number / 10 ** digits), number % 10 ** digits];
  return plain(whole, digits ? String(rest).padStart(digits, "0") : "");
}

/**
 * @param {number} whole
 * @param {string} rest
 */
const plain = (whole, rest) =>
  rest ? `${whole}.${rest}`.replace(/0+$/, "").replace(/\.$/, "") : String(whole);

/**
 * @param {string} typed
 * @param {string} words
 */
function wrong(typed, words) {
  const signs = [...typed];
  const short = signs.length <= LONGEST ? typed : `${signs.slice(0, LONGEST).join("")}…`;
  return new NotANumber(`“${short}” ${words}`);
}

/**
 * The number that a text of at most `most` plain digits writes, as addresses do; null for any other text.
 * @param {string} text
 * @param {number} most
 */
export const plainNumber = (text, most) =>
  /^[0-9]+$/.test(text) && text.length <= most ? Number(text) : null;
