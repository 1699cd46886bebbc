// The face map: a dialog in the form, whose list of points is what the form posts. See names.js for what it says.
import { counted, total, units } from "./doses.js";
import { cropFor, drawPoints, drawView } from "./drawing.js";
import { Face } from "./face.js";
import { drawList, pointOf } from "./list.js";
import { namer } from "./names.js";
import { followPointer } from "./pointer.js";

const NUDGE = 6;
const ARROWS = {
  ArrowLeft: [-NUDGE, 0],
  ArrowRight: [NUDGE, 0],
  ArrowUp: [0, -NUDGE],
  ArrowDown: [0, NUDGE],
};

/** Bring a dialog to life for these points. `map` is areas.json; `changed()` is called after each change. */
export function makeEditor(dialog, map, points, changed) {
  const at = (name) => dialog.querySelector(`[data-${name}]`);
  const names = namer(map.words);
  const face = new Face({ areas: map.areas, names, points });
  const editor = {
    dialog,
    at,
    map,
    names,
    face,
    changed,
    svg: at("face"),
    list: at("list"),
    view: "front",
    crop: "whole",
  };
  editor.parts = { row: at("row"), head: at("head"), views: map.words.views };
  editor.act = (change) => act(editor, change);
  at("area-pick").replaceChildren(...optionsFor(map, names));
  showView(editor, face.points.find((point) => point.x !== null)?.view ?? "front");
  followPointer(editor);
  followTools(editor);
  followList(editor);
  draw(editor);
  return editor;
}

/** Take over other points than those on the screen: a draft came back. */
export function replacePoints(editor, points) {
  editor.face = new Face({ areas: editor.map.areas, names: editor.names, points });
  draw(editor);
}

function act(editor, change) {
  const held = document.activeElement;
  const [before, said] = [textOf(editor), change(editor.face)];
  if (said) editor.at("said").textContent = said;
  const view = editor.face.marked?.x != null && editor.face.marked.view;
  if (view && view !== editor.view) showView(editor, view);
  draw(editor);
  if (before !== textOf(editor)) editor.changed(editor);
  // Whoever walks by keyboard goes on beside what is gone.
  const isGone = held.closest("[hidden]") || !editor.dialog.contains(document.activeElement);
  if (held !== document.body && isGone) editor.at("undo").focus({ preventScroll: true });
}

const textOf = ({ face }) => JSON.stringify(face.points);

function draw(editor) {
  const { face, list, parts, names, map } = editor;
  const commonDose = (area) => face.commonDose(area);
  drawList(list, parts, {
    points: face.points,
    chosen: face.chosen,
    names,
    depths: map.words.depths,
    commonDose,
  });
  drawAround(editor);
}

// Everything but the list. What somebody is typing is not written over.
function drawAround(editor, typing = false) {
  const { at, svg, map, crop, face, names } = editor;
  const { points, chosen, inHand } = face;
  const says = `Face map, ${map.words.views[editor.view].toLowerCase()}: ${names.summary(points)}. The list has the same points.`;
  drawPoints(svg, { map, points, marked: face.marked, ringed: inHand, crop, says });
  at("dose-total").textContent = units(total(points));
  at("count").textContent = counted(points.length);
  at("empty").hidden = points.length > 0;
  if (!typing || document.activeElement !== at("dose")) at("dose").value = face.shown;
  const [of, label] = doseOf(face, inHand);
  at("dose").setAttribute("aria-label", label);
  at("dose-of").textContent = of;
  at("mirror").hidden = Boolean(chosen);
  at("remove").hidden = !chosen;
  at("undo").setAttribute("aria-disabled", String(!face.past.length));
}

// Whose dose the stepper sets: [as it is written below the figure, as it is read out].
function doseOf(face, [first, ...others]) {
  if (!first) return ["next point", "Units of the next point"];
  if (!others.length) return ["this point", `Units, ${face.name(first)}`];
  return [`these ${others.length + 1}`, `Units of the ${counted(others.length + 1)} just added`];
}

function showView(editor, view) {
  editor.view = view;
  drawView(editor.svg, editor.map, view);
  for (const radio of editor.dialog.querySelectorAll("[data-view-of]")) radio.checked = radio.value === view;
  editor.at("sides").dataset.of = view;
  showCrop(
    editor,
    cropFor(
      editor.map.crops,
      editor.face.points.filter((point) => point.view === view),
    ),
  );
}

// A repeated case opens where its points are: they are larger there, and the list comes into sight.
function showCrop(editor, crop) {
  editor.crop = crop;
  for (const radio of editor.dialog.querySelectorAll("[data-crop-of]")) radio.checked = radio.value === crop;
}

function followTools(editor) {
  const { dialog, at } = editor;
  const tools = {
    less: (face) => face.step(-1),
    more: (face) => face.step(1),
    undo: (face) => face.undo(),
    drop: (face) => face.remove(face.chosen),
    add: (face) => face.addTo(...at("area-pick").value.split(" ")),
  };
  dialog.addEventListener("click", (event) => {
    const tool = tools[event.target.closest("[data-tool]")?.dataset.tool];
    if (tool) act(editor, tool);
    if (event.target.closest("[data-done]")) dialog.close();
  });
  dialog.addEventListener("change", ({ target }) => {
    if (target.matches("[data-view-of]")) turn(editor, target.value);
    if (target.matches("[data-crop-of]")) act(editor, () => void (editor.crop = target.value));
    if (target.matches("[data-both]")) editor.face.both = target.checked;
    if (target === at("dose")) act(editor, (face) => face.setShown(target.value));
  });
  at("dose").addEventListener("input", ({ target }) =>
    typed(editor, (face) => face.setShown(target.value, true)),
  );
  // In a form this key would save the case.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    event.target.blur();
  });
}

function turn(editor, view) {
  act(editor, (face) => {
    face.letGo();
    if (face.marked?.view !== view) face.marked = null;
    showView(editor, view);
    return "";
  });
}

function followList(editor) {
  const { list } = editor;
  const acts = {
    pick: (face, point) => face.choose(point),
    less: (face, point) => face.step(-1, point),
    more: (face, point) => face.step(1, point),
    remove: (face, point) => face.remove(point),
    alike: (face, point, area) => face.doseArea(area),
  };
  const found = (target) => pointOf(target, editor.face.points);
  list.addEventListener("click", ({ target }) => {
    const change = acts[target.closest("[data-act]")?.dataset.act];
    if (change)
      act(editor, (face) => change(face, found(target), target.closest("[data-area]")?.dataset.area));
  });
  list.addEventListener("input", ({ target }) => {
    if (target.matches("[data-act=units]"))
      typed(editor, (face) => face.setUnits(found(target), target.value, true));
  });
  list.addEventListener("change", ({ target }) => {
    if (target.matches("[data-act=units]")) act(editor, (face) => face.setUnits(found(target), target.value));
    if (target.matches("[data-act=depth]")) act(editor, (face) => face.setDepth(found(target), target.value));
  });
  list.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key];
    if (!by || !event.target.matches("[data-act=pick]")) return;
    event.preventDefault();
    act(editor, (face) => face.nudge(found(event.target), ...by));
  });
}

// While somebody types, the list under their fingers is left alone.
function typed(editor, change) {
  change(editor.face);
  drawAround(editor, true);
  editor.changed(editor);
}

// Every area by its side, also those that are not drawn.
function optionsFor({ words }, names) {
  return Object.keys(words.areas).flatMap((area) =>
    words.area_sides[area].map(
      (side) => new Option(`${words.areas[area]}: ${names.bare({ area, side })}`, `${area} ${side}`),
    ),
  );
}
