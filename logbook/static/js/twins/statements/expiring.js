// The expiry of a product, read from the controls of its form and written back. Twin of statements/expiring.py.
/** @import { Fields } from "phone" */
/** @import { Product, Rule } from "shapes" */
import { isDay } from "../moments.js";
import { clean } from "../canonical.js";
import { lastDay, printed } from "../expiry.js";
import { bare } from "../shown.js";
import { Wrong } from "./reading.js";

// As a browser's picker writes it, and as people do where there is none.
const MONTH = /^[0-9]{4}-[0-9]{2}$/;
const TYPED = /^([0-9]{1,2})[/.\- ]+([0-9]{4})$/;
const ASKED = "Write the month and the year, for example 09/2027";

/**
 * [last day, "day" or "month"]; [null, ""] where nothing was said. Throws Wrong with the words to show. What was typed
 * into the control that is not chosen counts where the chosen one is empty: it was on the screen once.
 * @param {{name: string, rule: Rule}} item
 * @param {Fields} fields
 * @returns {[string | null, string]}
 */
export function expires({ name, rule }, fields) {
  const [day, month, kind] = ["", ".month", ".as"].map((end) => bare(clean(fields[name + end]?.[0] ?? "")));
  if (month && (kind === "month" || !day)) return [lastDay(monthOf(month)), "month"];
  if (day && !isDay(day)) throw new Wrong(rule.message);
  return day ? [day, "day"] : [null, ""];
}

/**
 * The fields that would say a product's expiry again.
 * @param {{name: string}} item
 * @param {Product | null} product
 * @returns {Fields}
 */
export function controls({ name }, product) {
  const text = printed(product) ?? "";
  const kind = text ? (text.length === 7 ? "month" : "day") : "";
  return {
    [name]: [kind === "day" ? text : ""],
    [`${name}.month`]: [kind === "month" ? text : ""],
    [`${name}.as`]: [kind],
  };
}

/**
 * {kind, month}: which control is in sight, and the month in it. Most vials print a month and no day.
 * @param {{name: string}} item
 * @param {Fields} fields
 */
export function shown({ name }, fields) {
  const [day, month, kind] = ["", ".month", ".as"].map((end) => fields[name + end]?.[0] ?? "");
  const known = ["day", "month"].includes(kind) ? kind : "month";
  return { kind: day && !month ? "day" : known, month };
}

/** @param {string} text */
function monthOf(text) {
  const typed = TYPED.exec(text);
  const month = MONTH.test(text) ? text : typed ? `${typed[2]}-${typed[1].padStart(2, "0")}` : "";
  if (!isDay(`${month}-01`)) throw new Wrong(ASKED);
  return month;
}
