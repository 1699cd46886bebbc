// Two versions of one case made into the next: one whole, or each answer from either. Twin of statements/choosing.py.
import { fields_of } from "./filling.js";
import { keeping } from "./keeping.js";

/**
 * The same case as the revision that follows the `other`, with what only that one's build knew to say; place: rev, prev,
 * mutation, amends (a hash or null).
 */
export function on_top(doc, other, { rev, prev, mutation, amends }) {
  const { amends: _, ...kept } = keeping(doc, other);
  return { ...kept, rev, prev, mutation, ...(amends ? { amends } : {}) };
}

/** The fields of a form with the other's answers, and mine where their names are picked. */
export function mixed(mine, other, picked, shell) {
  const [own, fields] = [keeping(mine, other), other].map((doc) => fieldsOf(doc, shell));
  for (const name of picked) {
    for (const key of Object.keys(fields)) if (belongs(key, name)) delete fields[key];
    for (const key of Object.keys(own)) if (belongs(key, name)) fields[key] = own[key];
  }
  return fields;
}

// All fields of a version, none left out for its part; areas without those of its points, which bring their own.
function fieldsOf(doc, shell) {
  const areas = doc.areas.filter((area) => !doc.points.some((point) => point.area === area));
  return { ...fields_of(doc, shell), areas, kept: ["points", "product", "areas"] };
}

const belongs = (key, name) => key === name || key.startsWith(`${name}.`);
