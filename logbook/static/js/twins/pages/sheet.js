// The sheet of sign-off: what was done, and the answer to it. Twin of pages/sheet.py.
/** @import { Answer, Clock, Fields, Made, Problems, View } from "phone" */
/** @import { Entry, Field, Password, Query, Rows, Section, Shell, Snapshot, Vocabulary } from "shapes" */
import { date } from "../filters.js";
import { first } from "../statements/forms.js";
import { find, read, versionsOf } from "./cases.js";
import { daysBetween, frame, isLate, nameOf, notice, titleOf } from "./common.js";
import { draw, listed } from "./drawing.js";
import { idsOf } from "./entries.js";
import { madeOf, told } from "./facts.js";
import { answerOf, reviews, stateFacts } from "./history.js";
import { mayAnswer, supervises } from "./rights.js";
import { awaiting, leftOn, whoSigns } from "./supervisors.js";
import { changesSince } from "./versions.js";

/**
 * /entries/<id>/signoff: what was done, and the answer to it; null where the viewer cannot sign the case.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function signoff_sheet(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  if (!made?.record || !supervises(view, made)) return null;
  const { doc, rev, hash } = made.record;
  const trainee = nameOf(view, doc.trainee);
  const days = daysBetween(doc.performed_on, view.today);
  const page = frame(view, titleOf(view, doc.areas), "signoffs", "/signoffs");
  page.notice ??= done(view, request.query);
  return {
    ...page,
    ...stateFacts(view, made),
    ...told(view, doc),
    entry: made.id,
    base: { rev: String(rev), hash },
    allowed: mayAnswer(view, made),
    standing: made.standing,
    trainee,
    model: doc.model.code,
    part: doc.part,
    product: madeOf(view, doc),
    days,
    late: isLate(view, days),
    late_days: view.words.late_days,
    before: answerOf(view, made),
    reviews: reviews(view, made),
    changed: changedFacts(view, made),
    instead: ![null, "", view.account].includes(doc.supervisor),
    rated: !(doc.part in view.words.meaning_of_part),
    meaning: view.words.meanings[meaningOf(view.words, doc)].en,
    awaiting: awaiting(view, [doc.programme]),
    picks: view.words.quick_feedback,
    ...formOf(view, request, made, trainee),
  };
}

// The sentence that a signature of this case would carry.
/**
 * @param {Vocabulary} words
 * @param {Entry} doc
 */
const meaningOf = ({ meaning_of_part, meaning_of_verdict }, { part }) =>
  meaning_of_part[part] ?? meaning_of_verdict.signed;

// What is new since the version that was answered last, or that a refused answer was about: {rev, rows}.
/**
 * @param {View} view
 * @param {Made} made
 */
function changedFacts(view, made) {
  for (const { doc, base } of made.parked.toReversed()) {
    if (doc.typ === "signoff")
      return changesSince(view, made, doc.entry_hash, /** @type {Entry | undefined} */ (base?.doc) ?? null);
  }
  const answer = made.answers.at(-1);
  // Nobody answered the first: it may have come together with this one, and still was another.
  return changesSince(view, made, answer ? answer.doc.entry_hash : versionsOf(made)[0].hash);
}

/**
 * What became of the case just answered, for the page one lands on next.
 * @param {View} view
 * @param {Record<string, string>} query
 */
export function done(view, query) {
  const made = find(view, query.done ?? "");
  if (!made) return null;
  const name = nameOf(view, made.doc.trainee);
  if (["signed", "new_version"].includes(made.state)) {
    return notice("signed", "signed", `Signed: ${name}, ${titleOf(view, made.doc.areas)}.`);
  }
  if (made.state === "local")
    return notice(
      "local",
      "phone",
      "Saved on this phone. It sends by itself, in a few seconds or once you’re online.",
    );
  return made.state === "returned"
    ? notice("sent", "return", `Sent back to ${name} with your message.`)
    : null;
}

/**
 * @param {View} view
 * @param {Query} request
 * @param {Made} made
 * @param {string} trainee
 */
function formOf(view, request, made, trainee) {
  const problems = request.problems ?? {};
  const typed = request.fields ?? { ...handedFields(view, made), ...refusedFields(made) };
  const sections = draw(view, "signoff", typed, problems);
  const password = passwordField(problems);
  return {
    ...idsOf(request, "signoff"),
    nonce: first(typed, "nonce") || request.ids.nonce,
    email: view.snapshot.you?.email ?? "",
    password,
    problems: listed([...sections, { parts: [password] }], problems),
    fields: fieldsByName(sections, trainee),
  };
}

// Why who took over signs in the place of whom the case names: known, so it is not asked.
/**
 * @param {View} view
 * @param {Made} made
 * @returns {Fields}
 */
function handedFields(view, made) {
  const { doc } = made;
  if (doc.supervisor === view.account || whoSigns(view, made) !== view.account) return {};
  const on = leftOn(view, doc.supervisor, doc.programme);
  // Without a name: it stands beside both, and free text with one is asked about.
  const words =
    on === null
      ? "The case was handed over to me."
      : `The supervisor named left on ${date(on)}, and the case was handed over to me.`;
  return { instead_reason: [words] };
}

// The words of the answer that was not accepted, to be given again; never its rating, nor its number.
/**
 * @param {Made} made
 * @returns {Fields}
 */
function refusedFields({ parked }) {
  const doc = parked
    .map((row) => row.doc)
    .filter((one) => one.typ === "signoff")
    .at(-1);
  if (!doc) return {};
  /** @type {Fields} */
  const fields = { feedback: [doc.feedback] };
  doc.corrections.forEach((pair, place) => {
    fields[`corrections.${place}.seen`] = [pair.seen];
    fields[`corrections.${place}.correction`] = [pair.correction];
    if (pair.repeat) fields[`corrections.${place}.repeat`] = ["1"];
  });
  return fields;
}

// The sheet's fields by name, with the trainee in the question.
/**
 * @param {Section[]} sections
 * @param {string} trainee
 * @returns {Record<string, Field | Rows>}
 */
function fieldsByName(sections, trainee) {
  /** @type {Record<string, Answer>} */
  const fields = Object.fromEntries(
    sections.flatMap((section) => section.parts).map((part) => [part.name, part]),
  );
  fields.rating = { ...fields.rating, label: `How much help did ${trainee} need?`, optional: false };
  fields.feedback = { ...fields.feedback, hint: "Needed when you ask for changes" };
  fields.instead_reason = { ...fields.instead_reason, hint: "Stands beside both names", optional: false };
  return fields;
}

// The field that is in no statement: drawn here, read by the server alone.
/**
 * @param {Problems} problems
 * @returns {Password}
 */
const passwordField = (problems) => ({
  type: "field",
  name: "password",
  id: "f-password",
  label: "Your password",
  hint: "",
  optional: false,
  required: true,
  value: "",
  problems: problems.password ?? [],
  max_length: 0,
});
