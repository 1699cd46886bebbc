// A statement written back into the fields of its form. Twin of statements/filling.py.
/** @import { Answer, Fields, Question, Read } from "phone" */
/** @import { Entry, RowsItem, Shell } from "shapes" */
import { at } from "../dotted.js";
import { controls } from "./expiring.js";
import { UNNAMED } from "./reading.js";

/**
 * The fields that would make this entry again: {name: [text]}.
 * @param {Entry} doc
 * @param {Shell} shell
 * @returns {Fields}
 */
export const fields_of = (doc, shell) => ({
  ...fill(doc, shell, false),
  "events.any": [doc.events.length ? "yes" : "none"],
});

/**
 * The fields a new case takes over from an earlier one: what was done, never what is new for each model.
 * @param {Entry} doc
 * @param {Shell} shell
 * @returns {Fields}
 */
export const repeat_of = (doc, shell) => fill(doc, shell, true);

/**
 * The fields every new case starts with. nowLocal: "2026-11-20T10:05" in the writer's zone.
 * @param {string} nowLocal
 * @param {Shell} shell
 * @returns {Fields}
 */
export function starting_fields(nowLocal, shell) {
  /** @type {Record<string, string>} */
  const starts = { today: nowLocal.slice(0, 10), now: nowLocal.slice(11, 16) };
  /** @type {Fields} */
  const fields = {};
  for (const section of shell.forms.entry) {
    for (const item of section.items) {
      if (item.type === "field" && item.start) fields[item.name] = [starts[item.start] ?? item.start];
    }
  }
  return fields;
}

/**
 * @param {Entry} doc
 * @param {Shell} shell
 * @param {boolean} onlyCarried
 * @returns {Fields}
 */
function fill(doc, shell, onlyCarried) {
  /** @type {Fields} */
  const fields = {};
  for (const section of shell.forms.entry) {
    for (const item of section.items) {
      if (onlyCarried && !item.carry) continue;
      const value = at(doc, item.name);
      if (item.type === "rows") {
        Object.assign(fields, fillRows(item, rowsOf(value)));
        continue;
      }
      // Who is named next is asked anew: there may be somebody by now.
      if (item.widget === "events" || (onlyCarried && value === "" && item.widget === "supervisor")) continue;
      if (item.widget === "expiry") Object.assign(fields, controls(item, doc.product));
      else fields[item.name] = texts(item, value);
    }
  }
  return fields;
}

/**
 * The fields of a list of rows; answers that an older statement does not have stay empty.
 * @param {RowsItem} item
 * @param {Read[]} rows
 * @returns {Fields}
 */
export function fillRows(item, rows) {
  /** @type {Fields} */
  const fields = {};
  rows.forEach((row, number) => {
    const prefix = `${item.name}.${number}.`;
    for (const column of item.columns) fields[prefix + column.name] = texts(column, row[column.name] ?? null);
    if (row.x !== undefined && row.x !== null) {
      for (const name of ["view", "x", "y"]) fields[prefix + name] = [String(row[name])];
    }
  });
  return fields;
}

/**
 * @param {Answer} value
 * @returns {Read[]}
 */
function rowsOf(value) {
  if (value === null || Array.isArray(value)) return value ?? [];
  const areas = Object.keys(value).sort();
  return areas.map((area) => ({
    area,
    rest: String(value[area].rest),
    dynamic: String(value[area].dynamic),
  }));
}

/**
 * The texts of one field that would make this value again.
 * @param {Question} item
 * @param {Answer} value
 * @returns {string[]}
 */
export function texts(item, value) {
  if (item.widget === "maybe") return [value === null ? "" : value ? "yes" : "no"];
  if (value === "" && item.widget === "supervisor") return [UNNAMED];
  if (value === null) return [""];
  if (typeof value === "boolean") return value ? ["1"] : [];
  if (typeof value === "number") return [decimal(value, item.digits)];
  return Array.isArray(value) ? [...value] : [value];
}

/**
 * @param {number} value
 * @param {number} digits
 */
function decimal(value, digits) {
  if (!digits) return String(value);
  const text = String(value).padStart(digits + 1, "0");
  const rest = text.slice(-digits).replace(/0+$/, "");
  return rest ? `${text.slice(0, -digits)}.${rest}` : text.slice(0, -digits);
}
