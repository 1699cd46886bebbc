// The finger on the drawing: a tap adds a point or takes one in hand, the marked point can be dragged.
import { moveDot, placeOf, scaleOf } from "./drawing.js";
import { isNear, snap } from "./geometry.js";

const NOWHERE = "Tap inside a treatment area. For anywhere else, add the point without the map.";
// What a finger holds on to is larger than the dot.
const GRIP = 30;

/** `editor`: {svg, map, face, crop, act(change)}; act() makes a change, draws it and says its words. */
export function followPointer(editor) {
  const { svg } = editor;
  let drag = null;
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.button || !holdsMarked(editor, event)) return;
    drag = {
      id: event.pointerId,
      point: editor.face.marked,
      from: [event.clientX, event.clientY],
      spot: null,
    };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (drag?.id !== event.pointerId || !(drag.spot || isFar(drag.from, event))) return;
    drag.spot = spotOf(editor, event) ?? drag.spot;
    if (drag.spot) moveDot(svg, drag.spot, scaleOf(editor.map, editor.crop));
  });
  svg.addEventListener("pointerup", () => {
    const { point, spot } = drag ?? {};
    drag = null;
    dragged = Boolean(spot);
    if (spot) editor.act(() => editor.face.moveTo(point, spot));
  });
  svg.addEventListener("pointercancel", () => {
    drag = null;
    editor.act(() => "");
  });
  // A page that scrolls under a drag would take the point away from the finger.
  svg.addEventListener("touchmove", (event) => drag && event.cancelable && event.preventDefault(), {
    passive: false,
  });
  svg.addEventListener("click", (event) => dragged || tap(editor, event));
}

function tap(editor, event) {
  const { face, svg } = editor;
  const place = { view: svg.dataset.view, ...placeOf(svg, event) };
  const point = face.at(place, scaleOf(editor.map, editor.crop));
  if (point) return editor.act(() => face.choose(point));
  const spot = spotOf(editor, event);
  if (!spot) return editor.act(() => NOWHERE);
  navigator.vibrate?.(8);
  return editor.act(() => face.add(spot));
}

function spotOf({ svg, map }, event) {
  const { x, y } = placeOf(svg, event);
  return snap(map.areas, svg.dataset.view, x, y);
}

function holdsMarked({ face, svg, map, crop }, event) {
  const place = { view: svg.dataset.view, ...placeOf(svg, event) };
  return Boolean(face.marked) && isNear(face.marked, place, GRIP * scaleOf(map, crop));
}

// A finger that taps trembles a little.
const isFar = ([x, y], event) => Math.abs(event.clientX - x) + Math.abs(event.clientY - y) > 6;
