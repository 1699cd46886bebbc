// Until when a product lasts, as its vial says it: by a day, or by a month alone. Twin of expiry.py.
/** @import { Product } from "shapes" */
import { MONTHS, date } from "./filters.js";

/**
 * What the vial says: "2027-09-15", or "2027-09" for a month; null where nothing was said.
 * @param {Pick<Product, "expires_on" | "expires_as"> | null} product
 */
export function printed(product) {
  const on = product?.expires_on ?? null;
  // Statements of older builds say days.
  return on && product?.expires_as === "month" ? on.slice(0, 7) : on;
}

/**
 * The last day of what a vial says: "2027-09" → "2027-09-30".
 * @param {string} text
 */
export function lastDay(text) {
  if (text.length > 7) return text;
  const [year, month] = text.split("-").map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return `${text}-${days[month - 1]}`;
}

/**
 * What a vial says, in words: "September 2027", "15 September 2027".
 * @param {string} text
 */
export const words = (text) =>
  text.length > 7 ? date(text) : `${MONTHS[Number(text.slice(5)) - 1]} ${text.slice(0, 4)}`;

/**
 * Whether a product was past its date on a day; false where one of them is not known.
 * @param {Pick<Product, "expires_on" | "expires_as">} product
 * @param {string} day
 */
export function hasPassed(product, day) {
  const text = printed(product);
  return Boolean(text && day) && lastDay(/** @type {string} */ (text)) < day;
}

/**
 * When it expired, in a sentence: "at the end of September 2027", "on 15 September 2027".
 * @param {string} text
 */
export const sentence = (text) => (text.length > 7 ? `on ${words(text)}` : `at the end of ${words(text)}`);
