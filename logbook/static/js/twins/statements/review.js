// The review two weeks later, read from its form and written back into it. Twin of statements/review.py.
/** @import { Fields, Problems, Reviewing, Values } from "phone" */
/** @import { Item, Review, RowsItem, Shell } from "shapes" */
import { severity } from "./entry.js";
import { fillRows, texts } from "./filling.js";
import { plain, readEvents, readForm } from "./forms.js";

// What only somebody who saw the model again can say.
const SEEN = ["asymmetry", "top_up", "events", "severity_after"];
const DOSE = ["top_up_units_tenths", "top_up_areas"];

/**
 * {doc, problems}; context: id, entry {id, rev, hash}, performed_on, today (where the writer is).
 * @param {Fields} fields
 * @param {Reviewing} context
 * @param {Shell} shell
 * @returns {{doc: Review, problems: Problems}}
 */
export function review(fields, context, shell) {
  const { values, problems } = readForm("review", fields, shell);
  if (values.result === "not_seen") {
    Object.assign(values, { asymmetry: "", top_up: "", events: [], severity_after: [] });
    for (const name of Object.keys(problems))
      if (SEEN.some((start) => name.startsWith(start))) delete problems[name];
  } else {
    readEvents(fields, values, problems);
    for (const name of ["asymmetry", "top_up"]) {
      if (!values[name]) problems[name] ??= [/** @type {Item} */ (itemOf(shell, name)).rule.message ?? ""];
    }
  }
  if (values.top_up !== "done") {
    Object.assign(values, { top_up_units_tenths: null, top_up_areas: [] });
    for (const name of DOSE) delete problems[name];
  }
  const on = values.seen_on;
  if (on && on < context.performed_on) problems.seen_on = ["The review cannot be before the treatment"];
  if (on && on > context.today) problems.seen_on = ["Enter a day that has come"];
  const { entry } = context;
  /** @type {Review} */
  const doc = {
    typ: "review",
    v: 1,
    id: context.id,
    entry: entry.id,
    entry_rev: entry.rev,
    entry_hash: entry.hash,
    seen_on: on,
    result: values.result,
    asymmetry: values.asymmetry,
    top_up: values.top_up,
    reflection: values.reflection,
    top_up_units_tenths: values.top_up_units_tenths,
    top_up_areas: values.top_up_areas,
    severity_after: severity(values.severity_after),
    events: values.events.map(plain),
  };
  return { doc, problems };
}

/**
 * The fields that would make this review again: {name: [text]}.
 * @param {Review} doc
 * @param {Shell} shell
 * @returns {Fields}
 */
export function fields_of_review(doc, shell) {
  /** @type {Fields} */
  const fields = {};
  /** @type {Values} */
  const said = doc;
  for (const name of ["seen_on", "result", "asymmetry", "top_up", "reflection"]) fields[name] = [said[name]];
  fields["events.any"] = [doc.events.length ? "yes" : "none"];
  // Statements of older builds do not have these.
  for (const name of DOSE)
    fields[name] = texts(/** @type {Item} */ (itemOf(shell, name)), said[name] ?? null);
  const graded = doc.severity_after ?? {};
  const lines = Object.keys(graded)
    .sort()
    .map((area) => ({ area, rest: String(graded[area].rest), dynamic: String(graded[area].dynamic) }));
  Object.assign(fields, fillRows(/** @type {RowsItem} */ (itemOf(shell, "severity_after")), lines));
  return { ...fields, ...fillRows(/** @type {RowsItem} */ (itemOf(shell, "events")), doc.events) };
}

/**
 * @param {Shell} shell
 * @param {string} name
 */
const itemOf = (shell, name) =>
  shell.forms.review.flatMap((section) => section.items).find((item) => item.name === name);
