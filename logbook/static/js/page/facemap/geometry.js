// Where a finger lands on the face: whole numbers and plain arithmetic only, so that every browser and the server agree.
const MIDLINE = 500;
// A tap this near the midline means the midline.
const STICKY = 8;
// An area that spans both sides is treated in its middle this near the midline.
const MIDDLE = 4;
// How far from the edge of an area a tap still means that area: about 15 pixels of a small phone.
const REACH = 34;
// A point nearer to the midline than this has no mirror image of its own.
const LONE = 8;
const OTHER = { right: "left", left: "right" };

/** The place a tap means, {view, area, side, x, y}, or null where no area is near. The topmost area wins. */
export function snap(areas, view, x, y) {
  const near = view === "front" && Math.abs(Math.round(x) - MIDLINE) < STICKY;
  return landed(areas, view, near ? MIDLINE : x, y);
}

/** The same for a place that was meant exactly: the midline does not hold it. */
export function landed(areas, view, x, y) {
  const spot = { x: clamp(x), y: clamp(y) };
  const shown = areas.filter((area) => area.view === view);
  const hit = shown.findLast((area) => isInside(area.outline, spot.x, spot.y));
  return hit ? place(hit, spot) : nearest(shown, spot);
}

/** The same place on the model's other side, or null where a place has none. */
export function mirrored(areas, spot) {
  if (!OTHER[spot.side] || (spot.view === "front" && Math.abs((spot.x ?? 0) - MIDLINE) <= LONE)) return null;
  if (spot.x === null) return { ...spot, side: OTHER[spot.side] };
  const other = {
    ...spot,
    view: OTHER[spot.view] ?? spot.view,
    side: OTHER[spot.side],
    x: 2 * MIDLINE - spot.x,
  };
  return areas.some((area) => area.view === other.view && area.area === other.area) ? other : null;
}

/** A place for a further point of an area: its usual spot, or beside it where that is taken; null where it is not drawn. */
export function freeSpot(areas, { view, area, side }, taken) {
  const drawn = areas.find(
    (one) => one.view === view && one.area === area && (one.side === side || one.side === "both"),
  );
  if (!drawn) return null;
  const [atX, atY] = drawn.at;
  const aside = drawn.side === "both" ? { right: -60, left: 60, mid: 0 }[side] : 0;
  const steps = [
    [0, 0],
    [-46, 0],
    [46, 0],
    [0, 46],
    [0, -46],
    [-46, 46],
    [46, 46],
    [-92, 0],
    [92, 0],
    [0, 0],
  ];
  const spots = steps.map(([dx, dy]) => snap(areas, view, atX + aside + dx, atY + dy));
  const fitting = spots.filter((spot) => spot?.area === area && spot.side === side);
  return fitting.find((spot) => taken.every((point) => !isNear(point, spot, 30))) ?? fitting.at(-1) ?? null;
}

/** Whether two places of one view lie within `reach` of each other. */
export function isNear(one, other, reach) {
  return (
    one.view === other.view &&
    one.x !== null &&
    other.x !== null &&
    squared(one.x - other.x, one.y - other.y) < reach * reach
  );
}

/** How far two places lie apart, squared: enough to find the nearer. */
export const apart = (one, other) => squared(one.x - other.x, one.y - other.y);

// By crossings of a ray to the right, as the server does it.
function isInside(outline, x, y) {
  let inside = false;
  outline.forEach(([x1, y1], number) => {
    const [x2, y2] = outline[(number + 1) % outline.length];
    if (y1 > y === y2 > y) return;
    const across = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
    if (y2 > y1 ? across > 0 : across < 0) inside = !inside;
  });
  return inside;
}

function nearest(shown, spot) {
  let best = { far: REACH * REACH };
  for (const area of shown) {
    area.outline.forEach((from, number) => {
      const on = onEdge(spot, from, area.outline[(number + 1) % area.outline.length]);
      const far = apart(on, spot);
      if (far < best.far) best = { far, area, on };
    });
  }
  return best.area ? place(best.area, { x: clamp(best.on.x), y: clamp(best.on.y) }) : null;
}

function onEdge({ x, y }, [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = squared(dx, dy);
  const along = length ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length)) : 0;
  return { x: x1 + along * dx, y: y1 + along * dy };
}

const place = (area, { x, y }) => ({ view: area.view, area: area.area, side: sideOf(area, x), x, y });

function sideOf({ side }, x) {
  if (side !== "both") return side;
  if (Math.abs(x - MIDLINE) <= MIDDLE) return "mid";
  return x < MIDLINE ? "right" : "left";
}

const squared = (dx, dy) => dx * dx + dy * dy;

const clamp = (number) => Math.max(0, Math.min(1000, Math.round(number)));
