// What was begun on this phone and not finished, as rows of a list. Twin of pages/drafts.py.
/** @import { Made, View } from "phone" */
/** @import { Draft } from "shapes" */
import { first } from "../statements/forms.js";
import { word } from "../kinds.js";
import { compareAll, find } from "./cases.js";
import { titleOf } from "./common.js";

/**
 * Drafts of these kinds, newest first: [{entry, kind, word, saved_at, href or null, title, model}].
 * @param {View} view
 * @param {...string} kinds
 */
export function draftsOf(view, ...kinds) {
  const drafts = view.snapshot.drafts.filter((draft) => kinds.includes(draft.kind));
  drafts.sort((one, other) => compareAll([other.saved_at, other.entry], [one.saved_at, one.entry]));
  return drafts.map((draft) => rowOfDraft(view, draft));
}

/**
 * @param {View} view
 * @param {Draft} draft
 */
function rowOfDraft(view, { entry, kind, saved_at, fields }) {
  const made = find(view, entry);
  const row = { entry, kind, word: word({ typ: kind }), saved_at: view.clock.local(saved_at) };
  if (kind !== "entry") return { ...row, ...answer(view, entry, made, kind) };
  return {
    ...row,
    href: made ? `/entries/${entry}/edit` : `/entries/new?draft=${entry}`,
    title: titleOf(view, fields.areas ?? []) || "Not finished",
    model: first(fields, "model.code"),
  };
}

// Whoever lost the right to see a case keeps what they wrote about it, but has nothing to put it to.
/**
 * @param {View} view
 * @param {string} entry
 * @param {Made | null} made
 * @param {string} kind
 */
function answer(view, entry, made, kind) {
  if (!made) return { href: null, title: "Not finished", model: "" };
  return {
    href: `/entries/${entry}/${kind}`,
    title: titleOf(view, made.doc.areas),
    model: made.doc.model.code,
  };
}
