// What supervisors corrected in a trainee's cases, offered again with each new one. Twin of pages/corrections.py.
/** @import { Fields, Made, View } from "phone" */
import { byComing } from "../state.js";

// A list that is read in a second; older corrections have had their turn, and /progress counts them all.
const OFFERED = 5;

/**
 * The fields of "Seen again?": the newest distinct corrections of the viewer's cases, not yet named in this one.
 * @param {View} view
 * @param {Made | null} made
 * @returns {Fields}
 */
export function heardBefore(view, made) {
  const named = new Set(made ? made.doc.corrections.map(({ seen }) => seen) : []);
  const found = new Map();
  for (const { seen, correction } of received(view)) {
    if (!named.has(seen) && !found.has(seen)) found.set(seen, correction);
  }
  /** @type {Fields} */
  const fields = {};
  [...found].slice(0, OFFERED).forEach(([seen, correction], number) => {
    fields[`again.${number}.seen`] = [seen];
    fields[`again.${number}.correction`] = [correction];
  });
  return fields;
}

// All pairs that stand in answers to the viewer's cases, newest first.
/** @param {View} view */
function received(view) {
  const answers = view.cases.filter((made) => made.mine).flatMap((made) => made.answers);
  answers.sort((one, other) => byComing(other, one));
  return answers.flatMap(({ doc }) => doc.corrections);
}
