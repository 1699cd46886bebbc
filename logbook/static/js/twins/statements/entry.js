// The form of a case, read into an entry. Twin of statements/entry.py.
/** @import { Answer, Context, Fields, Problems, Read, Revising, Values, Worded } from "phone" */
/** @import { Entry, Item, Lines, Point, RowsItem, Shell } from "shapes" */
import { GROUPS } from "./keeping.js";
import { aroundOf, codes as warningCodes } from "../warnings.js";
import { REFUSED, knownNow, lead, refusal } from "../moments.js";
import { askOnceMore, judgePair } from "./asking.js";
import { dated, first, isAsked, plain, readEvents, readForm } from "./forms.js";
import { apart } from "./pairing.js";

/**
 * {doc, problems}; context: id, rev, prev, mutation, account, now, tz, base (the doc it changes, or null), snapshot, amends.
 * @param {Fields} given
 * @param {Revising} context
 * @param {Shell} shell
 * @returns {{doc: Entry, problems: Problems}}
 */
export function entry(given, context, shell) {
  const fields = apart(given);
  const { values, problems } = readForm("entry", fields, shell);
  readEvents(fields, values, problems);
  readAgain(values, problems, shell);
  if (!values["assessment.consent"] && isAsked("treated", fields, shell)) {
    problems["assessment.consent"] = [rule(shell, "assessment.consent").message];
  }
  let doc = document(values, fields, context);
  doc.points = values.points.map((/** @type {Read} */ row) => point(row, fields, shell));
  doc.areas = areas(values, doc.points, shell);
  doc.assessment.severity = severity(values["assessment.severity"]);
  if (!doc.product.code && !doc.product.batch && !isAsked("handled", fields, shell)) doc.product = null;
  else if (!doc.product.batch) problems["product.batch"] ??= [rule(shell, "product.batch").message];
  else if (!doc.product.code) problems["product.code"] ??= [rule(shell, "product.code").message];
  refuseAhead(values, doc.tz, context, problems, shell);
  // The areas of the points count too; an area nobody knows stays a problem.
  if (doc.areas.length && (fields.areas ?? []).every((area) => doc.areas.includes(area)))
    delete problems.areas;
  judgePair(doc, context.snapshot ?? null, problems);
  if (!Object.keys(problems).length) {
    const around = aroundOf(doc, context.snapshot ?? null, shell.clinical, context.now);
    doc = { ...doc, warnings: warningCodes(doc, around).map((code) => ({ code })) };
    askOnceMore({ doc, around, fields, base: context.base, problems, shell });
  }
  return { doc, problems };
}

/**
 * @param {Values} values
 * @param {Fields} fields
 * @param {Revising} context
 * @returns {Answer}
 */
function document(values, fields, context) {
  /** @type {Partial<Entry>} */
  const base = context.base ?? {};
  /** @type {Values} */
  const doc = Object.fromEntries(GROUPS.map((group) => [group, {}]));
  for (const [name, value] of Object.entries(values)) {
    const [group, key] = name.includes(".") ? name.split(".") : ["", name];
    (group ? doc[group] : doc)[key] = value;
  }
  // Asked only where a supervisor asked for changes; elsewhere it stays as it was.
  doc.answer = fields.answer ? values.answer : (base.answer ?? "");
  doc.assessment.history_reviewed = doc.assessment.consent;
  doc.events = values.events.map(plain);
  doc.corrections = values.corrections.map(plain);
  return {
    ...doc,
    typ: "entry",
    v: 1,
    id: context.id,
    rev: context.rev,
    prev: context.prev,
    mutation: context.mutation,
    trainee: base.trainee ?? context.account,
    // What a fast clock said once would be refused with every change that is built on it.
    recorded_at: base.recorded_at && base.recorded_at < context.now ? base.recorded_at : context.now,
    tz: base.tz || zone(first(fields, "tz"), context),
    dev: null,
    seq: null,
    dev_prev: null,
    tree: null,
    warnings: [],
    ...(context.amends ? { amends: context.amends } : {}),
  };
}

// The zone of the wall that the form was begun at: a flight between that and Save moves no day.
/**
 * @param {string} begun
 * @param {Context} context
 */
const zone = (begun, { tz }) => (/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(begun) ? begun : tz);

// What was done cannot lie a day ahead of the server, as far as its clock is known here.
/**
 * @param {Values} values
 * @param {string} tz
 * @param {Revising} context
 * @param {Problems} problems
 * @param {Shell} shell
 */
function refuseAhead(values, tz, context, problems, shell) {
  const now = knownNow(context.now, context.snapshot?.phone);
  for (const { name, rule, wall } of dated("entry", values, shell)) {
    const minutes = rule.tense === "past" ? lead(wall, tz, now) : 0;
    if (minutes >= REFUSED) problems[name] ??= [refusal(minutes, rule.message)];
  }
}

// Corrections heard before and seen again in this case are corrections of it like those written anew.
/**
 * @param {Values} values
 * @param {Problems} problems
 * @param {Shell} shell
 */
function readAgain(values, problems, shell) {
  values.corrections.push(...values.again);
  delete values.again;
  const { most } = /** @type {RowsItem} */ (itemOf(shell, "corrections"));
  if (values.corrections.length > most) problems.corrections ??= [`At most ${most} rows.`];
}

/**
 * @param {Read} row
 * @param {Fields} fields
 * @param {Shell} shell
 * @returns {Answer}
 */
function point(row, fields, shell) {
  const kept = (/** @type {string} */ name) => first(fields, `points.${row._row}.${name}`);
  const place = (/** @type {string} */ axis) => (/^[0-9]{1,4}$/.test(kept(axis)) ? Number(kept(axis)) : null);
  const muscles = shell.vocabulary.area_muscles[row.area] ?? [""];
  // The glabella is two muscles: its midline point lies in the procerus, the others in the corrugators.
  const muscle = row.side === "mid" ? muscles[muscles.length - 1] : muscles[0];
  return {
    ...plain(row),
    map: "face-1",
    view: kept("view") || "front",
    x: place("x"),
    y: place("y"),
    muscle,
  };
}

/**
 * @param {Values} values
 * @param {Point[]} points
 * @param {Shell} shell
 */
function areas(values, points, shell) {
  const treated = new Set([...(values.areas ?? []), ...points.map((one) => one.area)]);
  return Object.keys(shell.vocabulary.areas).filter((area) => treated.has(area));
}

/**
 * Rows of lines, graded at rest and in movement, by area.
 * @param {Read[]} rows
 * @returns {Record<string, Lines>}
 */
export function severity(rows) {
  const graded = rows.filter((row) => row.area && row.rest && row.dynamic);
  return Object.fromEntries(
    graded.map((row) => [row.area, { rest: Number(row.rest), dynamic: Number(row.dynamic) }]),
  );
}

/**
 * @param {Shell} shell
 * @param {string} name
 * @returns {Worded}
 */
const rule = (shell, name) => /** @type {Worded} */ (/** @type {Item} */ (itemOf(shell, name)).rule);

/**
 * @param {Shell} shell
 * @param {string} name
 */
function itemOf(shell, name) {
  for (const section of shell.forms.entry) {
    for (const item of section.items) if (item.name === name) return item;
  }
  throw new Error(`no field ${name}`);
}
