// What may be chosen in a field of a form. Twin of pages/choices.py.
/** @import { Fields, Question, View } from "phone" */
/** @import { Choice } from "shapes" */
import { date } from "../filters.js";
import { byName } from "../folding.js";
import { first } from "../statements/forms.js";
import { apart, pairOf } from "../statements/pairing.js";
import { UNNAMED } from "../statements/reading.js";
import { compare, compareAll, memberships, programmeName } from "./cases.js";
import { nameOf } from "./common.js";
import { leftOn } from "./supervisors.js";

// What becomes of a case that names no supervisor.
const SOON = "The case is sent all the same, and waits until you name who supervised";
const NOBODY = `Nobody supervises in your programme yet. ${SOON}`;

/**
 * What may be chosen: [{code, label, hint}]. `fields` are the form's: whoever it names stays named.
 * @param {View} view
 * @param {Question} item
 * @param {Fields} fields
 * @returns {Choice[]}
 */
export function choicesOf(view, item, fields) {
  const { widget } = item;
  const { words } = view;
  if (widget === "supervisor") return supervisors(view, apart(fields));
  if (widget === "programme") return programmes(view, fields);
  if (widget === "maybe") return [choice("yes", "Yes"), choice("no", "No"), choice("", "Not said")];
  if (widget === "events") return [choice("none", "None seen"), choice("yes", "Yes, record it")];
  if (widget === "rating")
    return choicesFrom(words[item.name === "self_rating" ? "self_ratings" : "ratings"]);
  if (widget === "expiry") return choicesFrom(words.expiries);
  if (!item.rule.choices) return [];
  return choicesFrom(words[item.rule.choices], widget === "part" ? words.part_definitions : {});
}

/**
 * @param {Record<string, string>} words
 * @param {Record<string, string>} [hints]
 */
const choicesFrom = (words, hints = {}) =>
  Object.entries(words).map(([code, label]) => choice(code, label, hints[code] ?? ""));

/**
 * Whether supervisor and programme are one answer: in a choice of two, half of the pairs would be wrong.
 * @param {View} view
 * @param {Fields} fields
 */
export const arePaired = (view, fields) => programmesOf(view, fields).length > 1;

// Who supervises in the viewer's programmes, who left one since the day of treatment, and nobody yet: each with the
// programme where there is more than one.
/**
 * @param {View} view
 * @param {Fields} fields
 */
function supervisors(view, fields) {
  /** @type {Choice[][]} */
  const [found, open] = [[], []];
  const own = programmesOf(view, fields);
  for (const programme of own.length ? own : [""]) {
    const people = [...there(view, programme), ...leaver(view, programme, fields)];
    const told = (/** @type {Choice} */ one) =>
      arePaired(view, fields) ? withIn(view, one, programme) : one;
    found.push(...people.map(told));
    open.push(told(choice(UNNAMED, view.words.not_named, people.length ? SOON : NOBODY)));
  }
  return [...sorted(found), ...sorted(open)];
}

/**
 * @param {View} view
 * @param {string} programme
 */
function there(view, programme) {
  const docs = memberships(view).filter((doc) => doc.role === "supervisor" && doc.programme === programme);
  const people = new Set(docs.map((doc) => doc.person));
  people.delete(view.account);
  return [...people].map((id) => choice(id, nameOf(view, id)));
}

// The choice of somebody as that of somebody in one programme.
/**
 * @param {View} view
 * @param {Choice} choice
 * @param {string} programme
 */
const withIn = (view, { code, label, hint }, programme) =>
  choice(pairOf(code, programme), `${label}, ${programmeName(view, programme)}`, hint);

// The supervisor named in the form who has left the programme since the day of treatment; [] for nobody.
/**
 * @param {View} view
 * @param {string} programme
 * @param {Fields} fields
 */
function leaver(view, programme, fields) {
  const [id, day] = [first(fields, "supervisor"), first(fields, "performed_on")];
  const left = leftOn(view, id, programme);
  if (left === null || compare(left, day) < 0 || there(view, programme).some(({ code }) => code === id))
    return [];
  const on = date(left);
  return [choice(id, `${nameOf(view, id)}, left on ${on}`, `Left on ${on}: somebody else signs`)];
}

/**
 * @param {View} view
 * @param {Fields} fields
 */
const programmes = (view, fields) =>
  sorted(programmesOf(view, fields).map((id) => choice(id, programmeName(view, id))));

// The programmes a case may be for: what was sent stays in its own, which the form names as `bound`.
/**
 * @param {View} view
 * @param {Fields} fields
 */
const programmesOf = (view, fields) =>
  [...new Set(fields.bound?.length ? fields.bound : view.held.trainee)].sort(compare);

/** @param {Choice[]} choices */
const sorted = (choices) => choices.sort((one, other) => compareAll(rank(one), rank(other)));

/** @param {Choice} choice */
const rank = ({ label, code }) => [byName(label), label, code];

/**
 * @param {string} code
 * @param {string} label
 * @param {string} [hint]
 */
const choice = (code, label, hint = "") => ({ code, label, hint });
