// The offer to move what a fast clock dated wrongly, with the dates as they were and as they would be. Twin of
// pages/redating.py.
/** @import { View } from "phone" */
/** @import { Written } from "shapes" */
import { word } from "../kinds.js";
import { far } from "../moments.js";
import { movable } from "../statements/moving.js";
import { named } from "./common.js";

/**
 * {far: "3 days", count, rows: [{title, model, kind, was, now}]}, newest first; null where nothing can be moved.
 * @param {View} view
 */
export function redating(view) {
  const { parked, phone } = view.snapshot;
  const before = new Map(parked.map(({ mutation, doc }) => [mutation, doc]));
  const found = movable(parked, phone, view.clock.tz);
  if (!found.length) return null;
  const rows = [...found]
    .reverse()
    .map(({ mutation, doc }) => rowOf(view, /** @type {Written} */ (before.get(mutation)), doc));
  return { far: far(Math.max(...found.map(({ minutes }) => minutes))), count: rows.length, rows };
}

/**
 * @param {View} view
 * @param {Written} before
 * @param {Written} after
 */
function rowOf(view, before, after) {
  return {
    ...named(view, before),
    kind: before.typ,
    word: word(before),
    was: when(view, before),
    now: when(view, after),
  };
}

// The day and hour that a statement is about, on the wall.
/**
 * @param {View} view
 * @param {Written} doc
 */
function when({ clock }, doc) {
  if (doc.typ === "entry") return `${doc.performed_on}T${doc.performed_at}`;
  if (doc.typ === "review") return doc.seen_on;
  if (doc.typ === "damaged") return "";
  return clock.local(doc.typ === "signoff" ? doc.signed_at : doc.at);
}
