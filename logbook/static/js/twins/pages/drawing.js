// A form drawn: its description joined with what was typed, what is wrong and what may be chosen. Twin of pages/drawing.py.
/** @import { Fields, FormName, Problems, Question, View } from "phone" */
/** @import { Choice, Column, Field, FormRow, Item, Password, Problem, Rows, RowsItem, Section } from "shapes" */
import { shown } from "../statements/expiring.js";
import { SPARE_ROWS, first, rowNumbers } from "../statements/forms.js";
import { namesNobody, pairOf } from "../statements/pairing.js";
import { compare } from "./cases.js";
import { arePaired, choicesOf } from "./choices.js";
import { says, tells } from "./telling.js";

const PAIR = "Supervisor and programme";
/** @type {Record<string, number>} */
const FIRST_ROWS = { points: 4, again: 0 };
/** @type {Record<string, number>} */
const MORE_ROWS = { points: 4, again: 0 };

/**
 * The form's sections: [{id, title, more, when, open, carried, says, tells, parts}]. `more` adds empty rows.
 * @param {View} view
 * @param {FormName} form
 * @param {Fields} fields
 * @param {Problems} problems
 * @param {boolean} [more]
 * @returns {Section[]}
 */
export function draw(view, form, fields, problems, more = false) {
  return view.shell.forms[form].map((section) => {
    const parts = section.items.map((item) =>
      item.type === "rows"
        ? drawRows(view, item, fields, problems, more)
        : drawPart(view, item, fields, problems),
    );
    return {
      id: section.id,
      title: section.title,
      more: section.more,
      when: section.when,
      open: parts.some(isWrong) || (more && hasPoints(parts)),
      carried: section.items.some((item) => item.carry ?? false),
      says: says(section.items, parts),
      tells: tells(section.items, parts),
      parts,
    };
  });
}

/**
 * All problems in the form's order for the summary on top: [{id, text}]; those of no field come last.
 * @param {{parts: (Field | Rows | Password)[]}[]} sections
 * @param {Problems} problems
 */
export function listed(sections, problems) {
  /** @type {Problem[]} */
  const found = [];
  const seen = new Set();
  /** @type {(thing: { problems: string[] }, name: string, id: string) => void} */
  const note = (thing, name, id) => {
    seen.add(name);
    for (const text of thing.problems) found.push({ id, text });
  };
  for (const part of sections.flatMap((section) => section.parts)) {
    note(part, part.name, part.id);
    for (const row of "rows" in part ? part.rows : []) {
      note(row, `${part.name}.${row.n}`, part.id);
      for (const field of row.fields) note(field, field.name, field.id);
    }
  }
  const rest = Object.keys(problems)
    .filter((name) => !seen.has(name))
    .sort(compare);
  return [...found, ...rest.flatMap((name) => problems[name].map((text) => ({ id: "main", text })))];
}

/** @param {string} name */
const idOf = (name) => `f-${name.replaceAll(".", "-")}`;

/**
 * @param {View} view
 * @param {Item} item
 * @param {Fields} fields
 * @param {Problems} problems
 * @returns {Field}
 */
function drawPart(view, item, fields, problems) {
  if (["supervisor", "programme"].includes(item.widget) && arePaired(view, fields)) {
    return drawField(view, ...asPair(item, fields, problems));
  }
  const part = drawField(view, item, item.name, fields, problems);
  return item.widget === "expiry" ? { ...part, ...shown(item, fields) } : part;
}

// One question for both: the supervisor's offers pairs and says what is wrong with either, the programme's is not drawn.
/**
 * @param {Item} item
 * @param {Fields} fields
 * @param {Problems} problems
 * @returns {[Item, string, Fields, Problems]}
 */
function asPair(item, fields, problems) {
  if (item.widget === "programme") return [{ ...item, widget: "paired" }, item.name, fields, {}];
  const named = pairOf(first(fields, "supervisor"), first(fields, "programme"));
  const [own, other] = [problems.supervisor ?? [], problems.programme ?? []];
  const asked = fields.supervisor ? { ...fields, supervisor: [named] } : fields;
  return [{ ...item, label: PAIR }, item.name, asked, { supervisor: own.length ? own : other }];
}

/**
 * @param {View} view
 * @param {Question} item
 * @param {string} name
 * @param {Fields} fields
 * @param {Problems} problems
 * @returns {Field}
 */
function drawField(view, item, name, fields, problems) {
  const chosen = fields[name] ?? [];
  const choices = choicesOf(view, item, fields);
  const value = chosen[0] ?? onlyOf(item, choices);
  return {
    type: "field",
    name,
    id: idOf(name),
    label: item.label,
    widget: item.widget,
    hint: hintOf(item, choices, value),
    when: item.when,
    optional: item.when === null && !["check", "agree"].includes(item.widget),
    required: item.when === "always",
    value,
    chosen,
    problems: problems[name] ?? [],
    choices,
    max_length: item.rule.max_length ?? 0,
  };
}

// Where there is one to choose, it is chosen; that nobody is named yet, where there is nobody.
/**
 * @param {Question} item
 * @param {Choice[]} choices
 */
function onlyOf({ widget }, choices) {
  if (!["programme", "supervisor"].includes(widget)) return "";
  const named = choices.filter(({ code }) => !namesNobody(code));
  const only = named.length ? named : choices;
  return only.length === 1 ? only[0].code : "";
}

// What stands beside the field; of a supervisor who has left, that somebody else signs.
/**
 * @param {Question} item
 * @param {Choice[]} choices
 * @param {string} value
 */
const hintOf = ({ widget, hint }, choices, value) =>
  (widget === "supervisor" && choices.find(({ code }) => code === value)?.hint) || hint;

/**
 * @param {View} view
 * @param {RowsItem} item
 * @param {Fields} fields
 * @param {Problems} problems
 * @param {boolean} more
 * @returns {Rows}
 */
function drawRows(view, item, fields, problems, more) {
  const typed = rowNumbers(item, fields);
  const wanted = typed.length ? (more ? (MORE_ROWS[item.name] ?? 1) : 0) : (FIRST_ROWS[item.name] ?? 1);
  const empty = Math.max(0, Math.min(wanted, item.most + SPARE_ROWS - typed.length));
  const first = typed.length ? typed[typed.length - 1] + 1 : 0;
  const numbers = [...typed, ...Array.from({ length: empty }, (_, index) => first + index)];
  return {
    type: "rows",
    name: item.name,
    id: idOf(item.name),
    label: item.label,
    optional: item.when === null,
    problems: problems[item.name] ?? [],
    rows: numbers.map((number) => drawRow(view, item, number, fields, problems)),
  };
}

/**
 * @param {View} view
 * @param {RowsItem} item
 * @param {number} number
 * @param {Fields} fields
 * @param {Problems} problems
 * @returns {FormRow}
 */
function drawRow(view, item, number, fields, problems) {
  const prefix = `${item.name}.${number}.`;
  const kept = ["view", "x", "y"].map((name) => prefix + name).filter((name) => fields[name]?.length);
  const columns = item.columns.map((column) =>
    drawField(
      view,
      { ...column, when: "always" },
      prefix + column.name,
      started(column, prefix, fields),
      problems,
    ),
  );
  return {
    n: number,
    problems: problems[`${item.name}.${number}`] ?? [],
    kept: kept.map((name) => ({ name, value: fields[name][0] })),
    fields: columns.map((column) => ({ ...column, required: false })),
  };
}

/**
 * @param {Column} column
 * @param {string} prefix
 * @param {Fields} fields
 * @returns {Fields}
 */
function started(column, prefix, fields) {
  const name = prefix + column.name;
  return name in fields || !column.start ? fields : { [name]: [column.start] };
}

/** @param {(Field | Rows)[]} parts */
const hasPoints = (parts) => parts.some((part) => part.name === "points");

/** @param {Field | Rows} part */
function isWrong(part) {
  const inner = (part.type === "rows" ? part.rows : []).flatMap((row) => [row, ...row.fields]);
  return part.problems.length > 0 || inner.some((thing) => thing.problems.length > 0);
}
