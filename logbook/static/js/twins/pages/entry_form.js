// The form of a case: new, taken over from another, a draft, a change. Twin of pages/entry_form.py.
/** @import { Clock, Fields, Made, View } from "phone" */
/** @import { Draft, Entry, PointsTyped, Query, Section, Shell, Snapshot } from "shapes" */
import { fields_of, starting_fields } from "../statements/filling.js";
import { bare } from "../shown.js";
import { first, isLeftOut } from "../statements/forms.js";
import { keeping } from "../statements/keeping.js";
import { apart } from "../statements/pairing.js";
import { find, read } from "./cases.js";
import { lookedAt } from "./cautions.js";
import { frame, notice } from "./common.js";
import { heardBefore } from "./corrections.js";
import { draw, listed } from "./drawing.js";
import { boundTo, closed, over } from "./rights.js";
import { recent, sameAs, seen } from "./seen.js";
import {
  askedOf,
  baseOf,
  isLocked,
  isOpen,
  refused,
  refusedCase,
  repeated,
  signedFacts,
} from "./standing.js";
import { isSettled, pointsTyped } from "./telling.js";

const CODE = /^[A-HJ-NP-Za-hj-np-z2-9]{4}$/;

/**
 * /entries/new and /entries/<id>/edit, also with what was typed and its problems; null where there is no such case.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function entry_form(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const { query, ids } = request;
  const fresh = request.path === "/entries/new";
  const made = fresh ? null : find(view, request.id);
  const ended = made ? closed(view, made) : over(view, "trainee");
  if (fresh ? !ended.length && !view.roles.includes("trainee") : !made?.mine) return null;
  const draft = draftOf(view, fresh ? (query.draft ?? "") : request.id);
  const { fields: given, origin } = fieldsFor(view, request, made, draft);
  const typed = request.fields ?? {};
  const entry = made?.id ?? (first(typed, "id") || (draft?.entry ?? ids.entry));
  const asked = askedOf(view, made);
  const fields = acted(view, { ...heardBefore(view, made), ...apart(given) }, entry);
  const page = { ...pageOf(view, fields, fresh), ...drawn(view, request, made, fields, origin) };
  page.back = made ? `/entries/${entry}` : "/entries";
  page.sections = page.sections.filter(({ id }) => id !== "answer" || asked !== null);
  page.notice ??= keptNotice(draft, origin);
  const { cautions, measures, far } = lookedAt(view, fields, entry);
  const known = seen(view, codeOf(fields), entry, fields);
  return {
    ...page,
    cautions,
    measures,
    entry,
    mutation: first(typed, "mutation") || ids.mutation,
    base: baseOf(made, fields),
    tz: first(fields, "tz") || (made ? made.doc.tz : clock.tz),
    signed: signedFacts(made),
    asked,
    instead: first(fields, "instead"),
    ended,
    locked: isLocked(view, made, ended, origin),
    drafted: origin === "draft",
    // Put to its writer now, or before: the same dose is not asked about again.
    sure: Object.keys(request.problems ?? {}).join() === "points" ? far : (fields.sure ?? []),
    seen: known,
    // The code of a model who is new here: nothing but the clinic's own notes leads from it to a person.
    to_note: fresh && known === null ? codeOf(fields) : "",
    recent: recent(view, entry),
  };
}

// The frame, named after the model, and where the answers come from.
/**
 * @param {View} view
 * @param {Fields} fields
 * @param {boolean} fresh
 */
function pageOf(view, fields, fresh) {
  const code = codeOf(fields);
  return {
    ...frame(view, code ? `Model ${code}` : "New case", "entries"),
    new: fresh,
    first: fresh && !view.cases.some(({ mine }) => mine),
    from: fresh ? first(fields, "from") : "",
    taken: fresh ? takenOver(view, fields) : null,
    // Offered while nothing but the part stands between this form and that of a case that was watched.
    observable: fresh && Boolean(first(fields, "from")) && first(fields, "part") !== "observed",
  };
}

// The sections and what is wrong in them, the points told in a line, the units that would be saved.
/**
 * @param {View} view
 * @param {Query} request
 * @param {Made | null} made
 * @param {Fields} fields
 * @param {string} origin
 */
function drawn(view, request, made, fields, origin) {
  const problems = request.problems ?? (made && !request.fields ? refused(made) : {});
  const sections = draw(
    view,
    "entry",
    { ...fields, bound: boundTo(made) },
    problems,
    first(fields, "action") === "more",
  );
  // Only sections there are: what is posted is written into the next form.
  const [points, held] = [pointsTyped(view, fields), new Set(fields.kept ?? [])];
  const kept = sections.map(({ id }) => id).filter((id) => held.has(id));
  const leftOut = isLeftOut({ id: "points", when: "injected" }, fields, view.shell);
  // A blank form stands open, and so does that of the first case of all, which may be led through step by step.
  const folding = origin !== "blank" && view.cases.some(({ mine }) => mine);
  return {
    redrawn: Boolean(request.fields) && !Object.keys(problems).length,
    problems: listed(sections, problems),
    sections: sections.map((section) => ({ ...section, ...look(section, folding, kept, points) })),
    kept,
    points,
    units_tenths: leftOut ? 0 : points.units_tenths,
  };
}

// What was taken over, or filled before, is folded into a line, so that what is new stands out.
/**
 * @param {Section} section
 * @param {boolean} folding
 * @param {string[]} kept
 * @param {PointsTyped} points
 */
function look({ id, more, carried, says, when, parts }, folding, kept, points) {
  const filled = id === "points" ? points.count > 0 : says.length > 0;
  return {
    fold: Boolean(more) || (folding && carried && filled && isSettled(parts)),
    // Opened for a part that does not ask for it, a section that holds something stays in sight.
    when: kept.includes(id) ? "" : (when ?? ""),
  };
}

/**
 * @param {View} view
 * @param {string | undefined} entry
 */
const draftOf = (view, entry) =>
  view.snapshot.drafts.find((draft) => draft.kind === "entry" && draft.entry === entry) ?? null;

/** @param {View} view */
const ownOf = (view) => view.cases.filter((made) => made.mine && made.state !== "withdrawn");

/**
 * @param {View} view
 * @param {Query} request
 * @param {Made | null} made
 * @param {Draft | null} draft
 * @returns {{fields: Fields, origin: string}}
 */
function fieldsFor(view, request, made, draft) {
  if (request.fields) return { fields: request.fields, origin: "typed" };
  if (draft) return { fields: draft.fields, origin: "draft" };
  if (made) {
    // What was refused because its build did not know all that the case says is mended with that.
    const doc = made.record ? keeping(made.doc, made.record.doc) : made.doc;
    const fields = { ...fields_of(doc, view.shell), kept: held(doc, view) };
    // What answered an earlier message is no answer to this one.
    return { fields: isOpen(made) ? { ...fields, answer: [""] } : fields, origin: "case" };
  }
  const { query, ids } = request;
  const lost = refusedCase(view, query.again ?? "");
  if (lost) {
    return {
      fields: { ...fields_of(lost, view.shell), kept: held(lost, view), instead: [query.again] },
      origin: "again",
    };
  }
  const fields = starting_fields(view.clock.local(view.clock.now), view.shell);
  // ?from=last or ?from=<id>: the case a new one takes over from.
  const wanted = query.from ?? "";
  const source = ownOf(view).find(({ id }) => wanted === "last" || wanted === id);
  if (source) Object.assign(fields, repeated(view, source));
  if (Object.hasOwn(view.words.parts, query.part ?? "")) fields.part = [query.part];
  return { fields: { ...fields, "model.code": [ids.code] }, origin: source ? "source" : "blank" };
}

// The sections that this case's part does not ask for and that hold something all the same.
/**
 * @param {Entry} doc
 * @param {View} view
 */
function held({ areas, part, points, product }, view) {
  const ofPoints = new Set(points.map(({ area }) => area));
  /** @type {[string, boolean, string][]} */
  const found = [
    ["points", points.length > 0, "injected"],
    ["product", product !== null, "handled"],
    ["areas", areas.some((area) => !ofPoints.has(area)), "watched"],
  ];
  const parts = view.shell.forms.when;
  return found.filter(([, holds, when]) => holds && !parts[when].parts.includes(part)).map(([id]) => id);
}

// The fields after a tap on a button that does not save: another model's code, what was noted of it.
/**
 * @param {View} view
 * @param {Fields} fields
 * @param {string} entry
 */
function acted(view, fields, entry) {
  const action = first(fields, "action");
  if (action.startsWith("seen ")) return { ...fields, "model.code": [action.slice(5)] };
  if (action === "same") return { ...fields, ...sameAs(view, codeOf(fields), entry) };
  return fields;
}

// The model's code in capitals, however it was typed; "" where it is none.
/** @param {Fields} fields */
function codeOf(fields) {
  const code = bare(first(fields, "model.code"));
  return CODE.test(code) ? code.toUpperCase() : "";
}

// The earlier case whose answers stand in the form; null where nothing was taken over.
/**
 * @param {View} view
 * @param {Fields} fields
 */
function takenOver(view, fields) {
  const [own, id] = [ownOf(view), first(fields, "from")];
  const doc = own.find((made) => made.id === id)?.doc;
  return doc ? { last: own[0].id === id, model: doc.model.code, on: doc.performed_on } : null;
}

/**
 * @param {Draft | null} draft
 * @param {string} origin
 */
function keptNotice(draft, origin) {
  if (draft === null || origin !== "draft") return null;
  return notice("idle", "phone", "Your draft, as you left it. It is kept on this phone only until you save.");
}
