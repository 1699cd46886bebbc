// The form of the review: how a case turned out two weeks later. Twin of pages/review.py.
/** @import { Clock, Made, View } from "phone" */
/** @import { Draft, Field, Query, Rows, Shell, Snapshot } from "shapes" */
import { first } from "../statements/forms.js";
import { fields_of_review } from "../statements/review.js";
import { find, read, reviewsOf } from "./cases.js";
import { daysBetween, frame, nameOf, notice, reviewDueOn, rowOf } from "./common.js";
import { draw, listed } from "./drawing.js";
import { idsOf } from "./entries.js";
import { closed, mayReview } from "./rights.js";

// Drawn without "(optional)": they are asked of every model who came back.
const ASKED = ["asymmetry", "top_up"];

/**
 * /entries/<id>/review: what was seen at the review; null where it is not the viewer's to say.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function entry_review(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  if (!made?.mine) return null;
  const { doc } = made;
  const problems = request.problems ?? {};
  const draft =
    view.snapshot.drafts.find(({ kind, entry }) => kind === "review" && entry === made.id) ?? null;
  const fields = fieldsFor(view, request, made, draft);
  const sections = draw(view, "review", fields, problems, first(fields, "action") === "more");
  const page = frame(view, `Review, model ${doc.model.code}`, "entries", `/entries/${made.id}`);
  const ended = closed(view, made);
  const drafted = draft !== null && !request.fields;
  if (drafted) page.notice ??= notice("idle", "phone", "Your draft, as you left it.");
  return {
    ...page,
    ...idsOf(request, "review"),
    ended,
    // What was typed before the role ended stays in sight, though nobody takes it.
    allowed: mayReview(view, made) || (ended.length > 0 && (drafted || Boolean(request.fields))),
    case: rowOf(view, made),
    on: doc.performed_on,
    days: daysBetween(doc.performed_on, view.today),
    supervisor: nameOf(view, doc.supervisor),
    named: doc.supervisor !== "",
    due_on: reviewDueOn(view, made),
    drafted,
    before: reviewsOf(made).length,
    problems: listed(sections, problems),
    sections: sections.map((section) => ({ ...section, parts: section.parts.map(asked) })),
  };
}

/**
 * @param {Field | Rows} part
 * @returns {Field | Rows}
 */
const asked = (part) => (ASKED.includes(part.name) ? { ...part, optional: false } : part);

// What was typed, begun, or not accepted; else only the day of today.
/**
 * @param {View} view
 * @param {Query} request
 * @param {Made} made
 * @param {Draft | null} draft
 */
function fieldsFor(view, request, made, draft) {
  if (request.fields) return request.fields;
  if (draft) return draft.fields;
  const refused = made.parked
    .map(({ doc }) => doc)
    .filter((one) => one.typ === "review")
    .at(-1);
  return refused ? fields_of_review(refused, view.shell) : { seen_on: [view.today] };
}
