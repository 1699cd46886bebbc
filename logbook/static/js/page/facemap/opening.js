// Where a form asks for points, the map is offered in place of rows of lists; it is fetched when it is first wanted.
import { broughtBack, rewrite } from "../drafts.js";
import { counted, tenthsOf, total, units } from "./doses.js";
import { cropFor, drawPoints, drawView, SVG } from "./drawing.js";
import { makeEditor, replacePoints } from "./editor.js";
import { pointsIn } from "./rows.js";

const MAP = `/static/${document.documentElement.dataset.build}/face/areas.json`;
// [data-facemap] → the promise of its editor.
const editors = new WeakMap();
// The map's promise: one for all forms.
let map = null;

/** Offer the map wherever a form on the screen asks for points. */
export function offerMap() {
  document.querySelectorAll("[data-facemap]:not([data-ready])").forEach(offer);
}

function offer(place) {
  place.dataset.ready = "yes";
  const [button, byHand] = [place.querySelector("[data-open]"), place.querySelector("[data-by-hand]")];
  button.hidden = false;
  byHand.hidden = true;
  // What is wrong with a point is said where it can be seen while the rows are away.
  place
    .querySelector("[data-wrong]")
    .append(...[...byHand.querySelectorAll(".error")].map((error) => error.cloneNode(true)));
  button.addEventListener("click", () => open(place));
  // Asked for before it is wanted: the signal may be gone by then.
  fetched().catch(() => {});
  const form = button.form;
  form.addEventListener("restored", () => restore(place, form));
  restore(place, form);
  // A problem named above leads to its point: that is in the map now.
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link?.hash.startsWith("#f-points")) return;
    event.preventDefault();
    open(place);
  });
}

async function open(place) {
  const editor = await editorOf(place).catch(() => null);
  // The map did not come: the rows do its work.
  if (!editor) return Object.assign(place.querySelector("[data-by-hand]"), { hidden: false, open: true });
  editor.at("said").textContent = editor.face.points.length
    ? "Tap a dot to change it."
    : "Tap an area to add a point.";
  return editor.dialog.showModal();
}

// A draft may hold more points than the page came with: then the map takes them.
async function restore(place, form) {
  const fields = Object.entries(broughtBack(form) ?? {}).map(([name, [text]]) => [name, text]);
  const kept = pointsIn(fields);
  if (!kept.length || JSON.stringify(kept) === JSON.stringify(pointsIn(new FormData(form)))) return;
  const editor = await editorOf(place);
  rewrite(form, () => replacePoints(editor, kept));
  tell(place, editor);
}

function editorOf(place) {
  if (!editors.has(place)) {
    const made = make(place);
    // Without a connection it is asked for again at the next tap.
    made.catch(() => editors.delete(place));
    editors.set(place, made);
  }
  return editors.get(place);
}

function fetched() {
  map ??= fetch(MAP).then((response) => response.json());
  map.catch(() => (map = null));
  return map;
}

async function make(place) {
  const drawn = await fetched();
  const dialog = place.querySelector("dialog");
  const form = dialog.closest("form");
  const points = withProblems(place, pointsIn(new FormData(form)));
  let editor;
  // From here on the list in the dialog is posted, and nothing else may be.
  rewrite(form, () => {
    place.querySelector("[data-by-hand]").replaceChildren();
    editor = makeEditor(dialog, drawn, points, () =>
      dialog.dispatchEvent(new Event("input", { bubbles: true })),
    );
  });
  dialog.addEventListener("input", () => tell(place, editor));
  return editor;
}

function withProblems(place, points) {
  for (const point of points) {
    const row = place.querySelector(`[name^="points.${point.number}."]`)?.closest("li");
    point.problems = [...(row?.querySelectorAll(".error") ?? [])].map((error) => error.textContent.trim());
  }
  return points;
}

// The line of the form says what the map holds now.
function tell(place, { face, names, map }) {
  const { points } = face;
  const at = (name) => place.querySelector(`[data-${name}]`);
  at("says").textContent = points.length
    ? `${names.title(points)}, ${counted(points.length)}`
    : "Injection points";
  const open = points.filter((point) => tenthsOf(point.units) === null).length;
  const without = open ? `, ${counted(open)} without units` : "";
  at("sum").textContent = points.length ? units(total(points)) + without : "None yet";
  at("word").textContent = points.length ? "Change" : "Add";
  at("wrong").replaceChildren();
  const view = points.find((point) => point.x !== null)?.view;
  const small =
    at("small").querySelector("svg") ?? at("small").appendChild(document.createElementNS(SVG, "svg"));
  if (!view) return small.remove();
  small.classList.add("face");
  drawView(small, map, view);
  const crop = cropFor(
    map.crops,
    points.filter((point) => point.view === view),
  );
  return drawPoints(small, { map, points, marked: null, crop, says: `Face map: ${names.summary(points)}` });
}
