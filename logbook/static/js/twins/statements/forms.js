// A whole form read into plain values, with what is wrong beside each name. Twin of statements/forms.py.
/** @import { Answer, Dated, Fields, FormName, Problems, Question, Read, Values } from "phone" */
/** @import { Column, Item, RowsItem, Shell } from "shapes" */
import { clean } from "../canonical.js";
import { expires } from "./expiring.js";
import { Wrong, read } from "./reading.js";

/** Somebody who typed a few rows too many still sees them; whatever lies beyond is nobody's work. */
export const SPARE_ROWS = 10;

/**
 * The first text posted under a name, or "".
 * @param {Fields} fields
 * @param {string} name
 */
export const first = (fields, name) => fields[name]?.[0] ?? "";

/**
 * Whether an answer is required for the part and setting chosen in this form. Until a part is chosen, what somebody who
 * injects is asked: all that is missing is said in one round.
 * @param {string | null} when
 * @param {Fields} fields
 * @param {Shell} shell
 */
export function isAsked(when, fields, shell) {
  if (when === null || when === "always") return when === "always";
  const { [when]: asked, always, injected } = shell.forms.when;
  const chosen = first(fields, "part");
  const part = always.parts.includes(chosen) ? chosen : injected.parts[0];
  return asked.parts.includes(part) && asked.settings.includes(first(fields, "setting"));
}

/**
 * Whether a section is not for the part chosen: what was typed into it stays in the form and is not read.
 * @param {{id: string, when: string | null}} section
 * @param {Fields} fields
 * @param {Shell} shell
 */
export function isLeftOut({ id, when }, fields, shell) {
  const [part, table] = [first(fields, "part"), shell.forms.when];
  if (when === null || (fields.kept ?? []).includes(id)) return false;
  return table.always.parts.includes(part) && !table[when].parts.includes(part);
}

/**
 * Whether the button that sent a form saves it; all others ask for the form again, with something changed.
 * @param {Fields} fields
 */
export const isSaved = (fields) => ["", "save"].includes(first(fields, "action"));

/**
 * {values, problems} by name, for the form named `form`.
 * @param {FormName} form
 * @param {Fields} fields
 * @param {Shell} shell
 * @returns {{values: Values, problems: Problems}}
 */
export function readForm(form, fields, shell) {
  /** @type {Values} */
  const values = {};
  /** @type {Problems} */
  const problems = {};
  for (const section of shell.forms[form]) {
    const given = isLeftOut(section, fields, shell) ? {} : fields;
    for (const item of section.items) {
      if (item.type === "rows") values[item.name] = readRows(item, given, shell, problems);
      else if (item.widget === "expiry") Object.assign(values, expiry(item, given, problems));
      else if (item.widget !== "events") values[item.name] = value(item, item.name, given, shell, problems);
    }
  }
  return { values, problems };
}

/**
 * @param {RowsItem} item
 * @param {Fields} fields
 * @param {Shell} shell
 * @param {Problems} problems
 */
function readRows(item, fields, shell, problems) {
  const rows = [];
  for (const number of rowNumbers(item, fields)) {
    const prefix = `${item.name}.${number}.`;
    if (!holds(item, number, fields)) continue;
    /** @type {Read} */
    const row = { _row: number };
    for (const column of item.columns) {
      const required = { ...column, when: mayBeEmpty(column) ? null : "always" };
      row[column.name] = value(required, prefix + column.name, fields, shell, problems);
    }
    rows.push(row);
  }
  if (!rows.length && isAsked(item.when, fields, shell)) problems[item.name] = [item.message];
  if (rows.length > item.most) problems[item.name] = [`At most ${item.most} rows.`];
  return rows;
}

/**
 * The answer to "any complication?": none seen is a statement, silence is not.
 * @param {Fields} fields
 * @param {Values} values
 * @param {Problems} problems
 */
export function readEvents(fields, values, problems) {
  const said = first(fields, "events.any");
  if (said !== "none" && said !== "yes") problems["events.any"] = ["Say whether there was a complication"];
  else if (said === "yes" && !values.events.length) {
    problems["events.any"] = ["Record the complication, or choose “None seen”"];
  } else if (said === "none" && values.events.length) {
    problems["events.any"] = ["A complication is recorded below: choose “Yes, record it”, or clear it"];
  }
}

/**
 * Every day or minute that a form holds: {name: of its field, rule, wall}, a day with its time where one is asked.
 * @param {FormName} form
 * @param {Values} values
 * @param {Shell} shell
 * @returns {Dated[]}
 */
export function dated(form, values, shell) {
  const items = shell.forms[form].flatMap((section) => section.items);
  /** @type {Values} */
  const times = {};
  for (const item of items)
    if (item.type === "field" && item.rule.on) times[item.rule.on] = values[item.name];
  const inRows = (/** @type {RowsItem} */ { name, columns }) =>
    (values[name] ?? []).flatMap((/** @type {Read} */ row) =>
      columns
        .filter((column) => column.rule.tense && row[column.name])
        .map((column) => ({
          name: `${name}.${row._row}.${column.name}`,
          rule: column.rule,
          wall: row[column.name],
        })),
    );
  return items.flatMap((item) => {
    if (item.type === "rows") return inRows(item);
    const { name, rule } = item;
    if (!rule.tense || !values[name]) return [];
    return [{ name, rule, wall: values[name] + (times[name] ? `T${times[name]}` : "") }];
  });
}

/**
 * A row without its number in the form.
 * @param {Read} row
 * @returns {Read}
 */
export const plain = ({ _row, ...row }) => row;

/**
 * The numbers of the rows posted for a list, in order: no more than its rule and a few spare ones. Those that hold
 * something come before empty ones.
 * @param {RowsItem} item
 * @param {Fields} fields
 */
export function rowNumbers(item, fields) {
  const posted = postedNumbers(item.name, fields);
  const most = item.most + SPARE_ROWS;
  if (posted.length <= most) return posted;
  const filled = posted.filter((number) => holds(item, number, fields)).slice(0, most);
  const taken = new Set(filled);
  const empty = posted.filter((number) => !taken.has(number)).slice(0, most - filled.length);
  return [...filled, ...empty].sort((one, other) => one - other);
}

/**
 * @param {RowsItem} item
 * @param {number} number
 * @param {Fields} fields
 */
const holds = (item, number, fields) =>
  item.typed.some((name) => clean(first(fields, `${item.name}.${number}.${name}`)));

/**
 * @param {string} name
 * @param {Fields} fields
 * @returns {number[]}
 */
function postedNumbers(name, fields) {
  const found = new Set();
  for (const key of Object.keys(fields)) {
    if (!key.startsWith(`${name}.`)) continue;
    const match = /^([0-9]{1,4})\./.exec(key.slice(name.length + 1));
    if (match) found.add(Number(match[1]));
  }
  return [...found].sort((one, other) => one - other);
}

/**
 * @param {Question} item
 * @param {string} name
 * @param {Fields} fields
 * @param {Shell} shell
 * @param {Problems} problems
 * @returns {Answer}
 */
function value(item, name, fields, shell, problems) {
  try {
    return read(item, fields[name] ?? [], isAsked(item.when, fields, shell), shell.vocabulary);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    problems[name] = [error.message];
    return null;
  }
}

// One answer in two keys: the last day, and whether the vial says a day or a month.
/**
 * @param {Item} item
 * @param {Fields} fields
 * @param {Problems} problems
 * @returns {Values}
 */
function expiry(item, fields, problems) {
  const {
    name,
    also: [kind],
  } = item;
  try {
    const [on, as] = expires(item, fields);
    return { [name]: on, [kind]: as };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    problems[name] = [error.message];
    return { [name]: null, [kind]: "" };
  }
}

/** @param {Column} column */
const mayBeEmpty = ({ rule, widget }) => Boolean(rule.nullable || rule.optional) || widget === "check";
