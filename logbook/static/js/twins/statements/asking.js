// A dose far over the label is asked about once more before it is saved. Twin of statements/asking.py.
/** @import { Around, Fields, Problems } from "phone" */
/** @import { Entry, Label, Shell, Snapshot } from "shapes" */
import { lowered, tenths, units } from "../filters.js";
import { labelOf, unitsByArea } from "../warnings.js";

// A slip of a digit is ten times as much; what somebody means seldom is three times the label.
const FAR = 3;

/**
 * The areas given far more than the label says, each with its dose, ["glabella:1200"]: another dose, another question.
 * @param {Entry} doc
 * @param {Around} around
 */
export function farOver(doc, around) {
  const label = labelOf(doc, around);
  if (label === null) return [];
  const given = unitsByArea(doc);
  return Object.entries(given)
    .filter(([area, dose]) => timesOf(label, area, dose) >= FAR)
    .map(([area, dose]) => `${area}:${dose}`);
}

/**
 * Add the question to the problems, unless it was put before: `sure` in the form holds what was asked.
 * @param {{doc: Entry, around: Around, fields: Fields, base: Entry | null, problems: Problems, shell: Shell}} given
 */
export function askOnceMore({ doc, around, fields, base, problems, shell }) {
  const found = farOver(doc, around);
  const asked = (/** @type {string[]} */ known) =>
    known.length === found.length && known.every((one, place) => one === found[place]);
  if (!found.length || asked(fields.sure ?? []) || (base && asked(farOver(base, around)))) return;
  const label = labelOf(doc, around);
  problems.points = found.map((one) => {
    const [area, dose] = one.split(":");
    return question(/** @type {Label} */ (label), area, dose, shell);
  });
}

/**
 * A supervisor is named for a programme of theirs. Who left it may still be named: they supervised that day; whom this
 * device does not know is judged by the server.
 * @param {Entry} doc
 * @param {Snapshot | null} snapshot
 * @param {Problems} problems
 */
export function judgePair(doc, snapshot, problems) {
  const held = (snapshot?.records.membership ?? [])
    .map((record) => record.doc)
    .filter(({ person }) => person === doc.supervisor);
  const supervised = held.filter(({ role }) => role === "supervisor").map(({ programme }) => programme);
  if (!supervised.length || !doc.programme || supervised.includes(doc.programme)) return;
  problems.supervisor ??= ["Choose a supervisor of the programme chosen"];
}

/**
 * @param {Label} label
 * @param {string} area
 * @param {string} dose
 * @param {Shell} shell
 */
function question(label, area, dose, { vocabulary }) {
  const name = vocabulary.areas[area] ?? area;
  const where = `${units(Number(dose))} in the ${lowered(name)}`;
  const times = `${timesOf(label, area, Number(dose))} times the ${tenths(label.doses[area].units_tenths)} on the label`;
  return `${where}: ${times} of ${label.name}. If that is what was given, save once more.`;
}

// How many times the label's figure a dose is, in whole numbers; 0 where the label gives none.
/**
 * @param {Label} label
 * @param {string} area
 * @param {number} dose
 */
function timesOf(label, area, dose) {
  const figure = Object.hasOwn(label.doses, area) ? label.doses[area] : null;
  return figure ? Math.floor(dose / figure.units_tenths) : 0;
}
