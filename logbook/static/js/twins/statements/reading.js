// One answer of a form, read into the value its statement holds. Twin of statements/reading.py.
/** @import { Answer, Question } from "phone" */
/** @import { ListName, Vocabulary } from "shapes" */
import { isDay } from "../moments.js";
import { clean } from "../canonical.js";
import * as numerals from "../numerals.js";
import { bare } from "../shown.js";

// Some browsers add seconds, which are dropped. Anything else behind the minutes would change what they mean.
const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,3})?)?$/;
const BEGINS = /^([01][0-9]|2[0-3]):[0-5][0-9]/;
const READ_AS = "Write the time with 24 hours, for example 20:05, and nothing behind it";
/** The answer of a form that nobody is named yet who supervised; the statement holds "". */
export const UNNAMED = "none";
const MODEL_CODE = /^[A-HJ-NP-Z2-9]{4}$/;

/** The answer cannot be read; the message is its field's words. */
export class Wrong extends Error {}

/** @param {Question} field */
const wrong = (field) => new Wrong(field.rule.message);

/**
 * The value of one field. `given` are the texts posted under its name. Throws Wrong with the words to show.
 * @param {Question} field
 * @param {string[]} given
 * @param {boolean} asked
 * @param {Vocabulary} vocabulary
 * @returns {Answer}
 */
export function read(field, given, asked, vocabulary) {
  const text = given.length ? clean(given[0]) : "";
  if (field.widget === "supervisor" && text === UNNAMED) return "";
  const value = (READERS[field.widget] ?? code)(field, text, given, vocabulary);
  if (asked && (value === null || value === "" || (Array.isArray(value) && !value.length)))
    throw wrong(field);
  return value;
}

/**
 * @param {Question} field
 * @param {string} given
 */
function line(field, given) {
  // One line is a name, a number or an address: what cannot be seen would make two of them look alike.
  const text = field.widget === "line" ? bare(given) : given;
  const most = field.rule.max_length ?? 0;
  const over = [...text].length - most;
  if (over > 0) throw new Wrong(`Write at most ${most} characters: these are ${over} too many.`);
  return text;
}

/**
 * @param {Question} field
 * @param {string} text
 * @param {string[]} given
 * @param {Vocabulary} vocabulary
 */
function code(field, text, given, vocabulary) {
  const choices = field.rule.choices;
  if (text && choices && !Object.hasOwn(vocabulary[choices], text)) throw wrong(field);
  return text;
}

/**
 * @param {Question} field
 * @param {string} text
 * @param {string[]} given
 * @param {Vocabulary} vocabulary
 */
function codes(field, text, given, vocabulary) {
  const known = vocabulary[/** @type {ListName} */ (field.rule.choices)];
  const chosen = new Set(given.map(clean).filter((one) => one));
  if ([...chosen].some((one) => !Object.hasOwn(known, one))) throw wrong(field);
  return Object.keys(known).filter((one) => chosen.has(one));
}

/**
 * @param {Question} field
 * @param {string} text
 */
function modelCode(field, text) {
  const capitals = bare(text).toUpperCase();
  if (capitals && !MODEL_CODE.test(capitals)) throw wrong(field);
  return capitals;
}

/**
 * @param {Question} field
 * @param {string} text
 */
function day(field, text) {
  if (!text) return null;
  if (!isDay(text)) throw wrong(field);
  return text;
}

/**
 * @param {Question} field
 * @param {string} text
 */
function minute(field, text) {
  if (!text) return null;
  if (text[10] !== "T" || !isDay(text.slice(0, 10)) || text.length < 12) throw wrong(field);
  return `${text.slice(0, 10)}T${time(field, text.slice(11))}`;
}

// What was not read whole is no time: "08:05 PM" is not five past eight in the morning.
/**
 * @param {Question} field
 * @param {string} text
 */
function time(field, text) {
  if (text && !TIME.test(text)) throw BEGINS.test(text) ? new Wrong(READ_AS) : wrong(field);
  return text.slice(0, 5);
}

/**
 * @param {Question} field
 * @param {string} text
 */
const whole = (field, text) => number(field, text, 0);

/**
 * @param {Question} field
 * @param {string} text
 */
const decimal = (field, text) => number(field, text, field.digits);

/**
 * @param {Question} field
 * @param {string} text
 * @param {number} digits
 */
function number(field, text, digits) {
  if (!text) return null;
  try {
    return numerals.read(text, digits, field.rule);
  } catch (error) {
    throw error instanceof numerals.NotANumber ? new Wrong(error.message) : error;
  }
}

/**
 * @param {Question} field
 * @param {string} text
 */
const check = (field, text) => text === "1";

/**
 * @param {Question} field
 * @param {string} text
 */
const maybe = (field, text) => ({ yes: true, no: false })[text] ?? null;

/** @type {Record<string, (field: Question, text: string, given: string[], vocabulary: Vocabulary) => Answer>} */
const READERS = {
  line,
  text: line,
  checks: codes,
  check,
  agree: check,
  maybe,
  date: day,
  minute,
  time,
  whole,
  decimal,
  rating: whole,
  model_code: modelCode,
};
