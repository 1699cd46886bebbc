// The form of a case: new, taken over from another, a draft, a change. Twin of pages/entry_form.py.
import { fields_of, repeat_of, starting_fields } from "../statements/filling.js";
import { first } from "../statements/forms.js";
import { find, mayEdit, read } from "./cases.js";
import { frame, notice } from "./common.js";
import { draw, listed } from "./drawing.js";

/** /entries/new and /entries/<id>/edit, also with what was typed and its problems; null where there is no such case. */
export function entry_form(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const { query, ids } = request;
  const fresh = request.path === "/entries/new";
  const made = fresh ? null : find(view, request.id);
  if (fresh ? !view.roles.includes("trainee") : !made?.mine) return null;
  const draft = draftOf(view, fresh ? (query.draft ?? "") : request.id);
  const source = sourceOf(view, query);
  const { fields, origin } = fieldsFor(view, request, made, draft, source);
  const problems = request.problems ?? (made && !request.fields ? refused(made) : {});
  const sections = draw(view, "entry", fields, problems, first(fields, "action") === "more");
  const typed = request.fields ?? {};
  const entry = made?.id ?? (first(typed, "id") || (draft?.entry ?? ids.entry));
  const page = frame(view, made ? `Model ${made.doc.model.code}` : "New case", "entries");
  page.back = made ? `/entries/${entry}` : "/entries";
  page.notice ??= kept(draft, origin);
  return {
    ...page,
    entry,
    mutation: first(typed, "mutation") || ids.mutation,
    base: baseOf(made, fields),
    new: fresh,
    locked: made !== null && !mayEdit(made),
    drafted: origin === "draft",
    repeats: source !== null && origin === "source",
    problems: listed(sections, problems),
    sections: sections.map((section) => ({ ...section, fold: folds(section, origin) })),
    recent: recent(view),
  };
}

// What was taken over, or filled before, is folded into a line, so that what is new stands out.
function folds({ more, carried, says, total }, origin) {
  const filled = says.length > 0 || Boolean(total?.points);
  return Boolean(more) || (origin !== "blank" && carried && filled);
}

const draftOf = (view, entry) =>
  view.snapshot.drafts.find((draft) => draft.kind === "entry" && draft.entry === entry) ?? null;

function sourceOf(view, query) {
  const own = view.cases.filter((made) => made.mine && made.state !== "withdrawn");
  const wanted = query.from ?? "";
  return own.find((made) => wanted === "last" || wanted === made.id)?.doc ?? null;
}

function fieldsFor(view, request, made, draft, source) {
  if (request.fields) return { fields: request.fields, origin: "typed" };
  if (draft) return { fields: draft.fields, origin: "draft" };
  if (made) return { fields: fields_of(made.doc, view.shell), origin: "case" };
  const code = { "model.code": [request.ids.code] };
  const fresh = starting_fields(view.clock.local(view.clock.now), view.shell);
  if (source) return { fields: { ...fresh, ...repeat_of(source, view.shell), ...code }, origin: "source" };
  return { fields: { ...fresh, ...code }, origin: "blank" };
}

const refused = (made) => made.parked.filter((row) => row.doc.typ === "entry").at(-1)?.fields ?? {};

function baseOf(made, fields) {
  if (first(fields, "base_hash")) return { rev: first(fields, "base_rev"), hash: first(fields, "base_hash") };
  return made?.record ? { rev: String(made.record.rev), hash: made.record.hash } : { rev: "", hash: "" };
}

function kept(draft, origin) {
  if (draft === null || origin !== "draft") return null;
  return notice("idle", "phone", "Your draft, as you left it. It is kept on this phone only until you save.");
}

function recent(view) {
  const seen = new Map();
  for (const { mine, doc } of view.cases) {
    if (mine && !seen.has(doc.model.code)) seen.set(doc.model.code, doc.performed_on);
  }
  return [...seen].slice(0, 20).map(([code, on]) => ({ code, on }));
}
