// A statement written back into the fields of its form. Twin of statements/filling.py.
import { controls } from "./expiring.js";
import { UNNAMED } from "./reading.js";

/** The fields that would make this entry again: {name: [text]}. */
export const fields_of = (doc, shell) => ({
  ...fill(doc, shell, false),
  "events.any": [doc.events.length ? "yes" : "none"],
});

/** The fields a new case takes over from an earlier one: what was done, never what is new for each model. */
export const repeat_of = (doc, shell) => fill(doc, shell, true);

/** The fields every new case starts with. nowLocal: "2026-11-20T10:05" in the writer's zone. */
export function starting_fields(nowLocal, shell) {
  const starts = { today: nowLocal.slice(0, 10), now: nowLocal.slice(11, 16) };
  const fields = {};
  for (const section of shell.forms.entry) {
    for (const item of section.items) {
      if (item.type === "field" && item.start) fields[item.name] = [starts[item.start] ?? item.start];
    }
  }
  return fields;
}

function fill(doc, shell, onlyCarried) {
  const fields = {};
  for (const section of shell.forms.entry) {
    for (const item of section.items) {
      if ((onlyCarried && !item.carry) || item.widget === "events") continue;
      const value = valueAt(doc, item.name);
      // Who is named next is asked anew: there may be somebody by now.
      if (onlyCarried && value === "" && item.widget === "supervisor") continue;
      if (item.type === "rows") Object.assign(fields, fillRows(item, rowsOf(value)));
      else if (item.widget === "expiry") Object.assign(fields, controls(item, doc.product));
      else fields[item.name] = texts(item, value);
    }
  }
  return fields;
}

/** The fields of a list of rows; answers that an older statement does not have stay empty. */
export function fillRows(item, rows) {
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

function rowsOf(value) {
  if (value === null || Array.isArray(value)) return value ?? [];
  const areas = Object.keys(value).sort();
  return areas.map((area) => ({
    area,
    rest: String(value[area].rest),
    dynamic: String(value[area].dynamic),
  }));
}

/** The texts of one field that would make this value again. */
export function texts(item, value) {
  if (item.widget === "maybe") return [value === null ? "" : value ? "yes" : "no"];
  if (value === "" && item.widget === "supervisor") return [UNNAMED];
  if (value === null) return [""];
  if (typeof value === "boolean") return value ? ["1"] : [];
  if (typeof value === "number") return [decimal(value, item.digits)];
  return Array.isArray(value) ? [...value] : [value];
}

function decimal(value, digits) {
  if (!digits) return String(value);
  const text = String(value).padStart(digits + 1, "0");
  const rest = text.slice(-digits).replace(/0+$/, "");
  return rest ? `${text.slice(0, -digits)}.${rest}` : text.slice(0, -digits);
}

function valueAt(doc, path) {
  return path.split(".").reduce((value, key) => value?.[key] ?? null, doc);
}
