// Supervisor and programme as one answer, where somebody trains in several programmes. Twin of statements/pairing.py.
/** @import { Fields } from "phone" */
import { first } from "./forms.js";
import { UNNAMED } from "./reading.js";

/**
 * The code of one choice of both; "" where either is missing.
 * @param {string} supervisor
 * @param {string} programme
 */
export const pairOf = (supervisor, programme) =>
  supervisor && programme ? `${supervisor} ${programme}` : "";

/**
 * The same fields with a pair in its two places; what is no pair stays as it was typed.
 * @param {Fields} fields
 */
export function apart(fields) {
  const parts = first(fields, "supervisor").split(" ");
  if (parts.length !== 2 || !parts.every(Boolean)) return fields;
  return { ...fields, supervisor: [parts[0]], programme: [parts[1]] };
}

/**
 * Whether a choice, of a pair or of a supervisor alone, is that nobody is named yet.
 * @param {string} code
 */
export const namesNobody = (code) => code.split(" ")[0] === UNNAMED;
