// The drawing under the fingers: the view and the crop that were chosen, treated areas tinted, a dot for each point.
import { tenthsOf, textOf } from "./doses.js";

export const SVG = "http://www.w3.org/2000/svg";
const WHOLE_WIDTH = 700;
// A crop shows some points only where every one lies this far inside it.
const MARGIN = 26;
const FACE = `/static/${document.documentElement.dataset.build}/face/`;

/** Draw one view of the map into an svg, as the pages' own drawings are made: figure, areas, fibres, features, guides. */
export function drawView(svg, map, view) {
  const [file, areas] = [
    view === "front" ? "front.svg" : "side.svg",
    map.areas.filter((area) => area.view === view),
  ];
  const layer = group(
    "areas",
    areas.map((area) => areaOf(file, area)),
  );
  const parts = [use(file, "figure"), layer, use(file, "fibres"), use(file, "features")];
  if (view === "front") parts.push(use(file, "guides", "guides"));
  const face = element("g", {}, parts);
  // The drawing of the side is the model's right; their left is its mirror image.
  if (view === "left") face.setAttribute("transform", "matrix(-1 0 0 1 1000 0)");
  svg.dataset.view = view;
  svg.replaceChildren(face, group("dots", []));
}

/** Bring dots, tints, crop and description up to date. `marked` can be dragged; it has a ring, and so have `ringed`. */
export function drawPoints(svg, { map, points, marked, ringed = [], crop, says }) {
  const { view } = svg.dataset;
  svg.dataset.crop = crop;
  svg.setAttribute("viewBox", map.crops[crop].join(" "));
  svg.setAttribute("aria-label", says);
  const here = points.filter((point) => point.view === view);
  for (const area of svg.querySelectorAll(".area"))
    area.classList.toggle(
      "on",
      here.some((point) => isIn(area.dataset, point)),
    );
  const scale = scaleOf(map, crop);
  const dots = here
    .filter((point) => point.x !== null)
    .map((point) => dotOf(point, { isMarked: point === marked, isRinged: ringed.includes(point) }, scale));
  svg.querySelector(".dots").replaceChildren(...dots);
}

/** Dots grow a little where a crop shows more closely. */
export const scaleOf = (map, crop) => Math.sqrt(map.crops[crop][2] / WHOLE_WIDTH);

/** The smallest crop that holds all points of a view. */
export function cropFor(crops, points) {
  const placed = points.filter((point) => point.x !== null);
  const fitting = Object.keys(crops).find(
    (name) => name !== "whole" && placed.every((point) => holds(crops[name], point)),
  );
  return (placed.length && fitting) || "whole";
}

/** Where on the map something happened on the screen. */
export function placeOf(svg, { clientX, clientY }) {
  const box = svg.getBoundingClientRect();
  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  // The drawing keeps its shape and stands in the middle of its frame.
  const scale = Math.min(box.width / width, box.height / height);
  const x = left + width / 2 + (clientX - box.left - box.width / 2) / scale;
  const y = top + height / 2 + (clientY - box.top - box.height / 2) / scale;
  return { x, y };
}

/** Put a dot elsewhere while a finger drags it. */
export function moveDot(svg, { x, y }, scale) {
  svg.querySelector(".dot.marked")?.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
}

function holds([left, top, width, height], { x, y }) {
  return x >= left + MARGIN && x <= left + width - MARGIN && y >= top + MARGIN && y <= top + height - MARGIN;
}

const isIn = ({ area, side }, point) => area === point.area && (side === "both" || side === point.side);

function areaOf(file, { area, side, view }) {
  const drawn = use(file, `${area}-${view === "front" ? side : "right"}`, "area");
  Object.assign(drawn.dataset, { area, side });
  return drawn;
}

function dotOf({ x, y, units }, { isMarked, isRinged }, scale) {
  const tenths = tenthsOf(units);
  const dose = tenths === null ? "?" : textOf(tenths);
  const text = element("text", {});
  text.textContent = dose;
  const ring = isMarked || isRinged ? [element("circle", { class: "ring", r: 31 })] : [];
  const dot = group(`dot${dose.length > 2 ? " small" : ""}${isMarked ? " marked" : ""}`, [
    ...ring,
    element("circle", { r: 22 }),
    text,
  ]);
  dot.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
  return dot;
}

const use = (file, id, name = "") =>
  element("use", { href: `${FACE}${file}#${id}`, ...(name && { class: name }) });

const group = (name, children) => element("g", { class: name }, children);

function element(tag, attributes, children = []) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
