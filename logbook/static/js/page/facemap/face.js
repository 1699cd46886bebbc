// The points of one face while they are changed: every change can be undone, none asks first, each says what it did.
import { counted, problemOf, stepped, tenthsOf, units } from "./doses.js";
import { apart, freeSpot, isNear, landed, mirrored } from "./geometry.js";
import { dosed } from "./names.js";
import { MOST } from "./rows.js";

// A tap this near to a point means that point; a mirror image this near to one is the one that is there.
const SAME = 25;
const FULL = `A case holds at most ${MOST} points.`;

export class Face {
  /** `points` as rows.js reads them. What comes next starts with the dose given last; a blank face has no numbers. */
  constructor({ areas, names, points }) {
    this.areas = areas;
    this.names = names;
    this.both = true;
    this.past = [];
    this.marked = null;
    this.chosen = null;
    this.waiting = [];
    this.last = "";
    this.nextId = 1;
    this.points = points.map((point) => ({ ...point, id: this.nextId++ }));
    this.dose = this.points.at(-1)?.units ?? "";
  }

  name(point) {
    return this.names.name(point, this.points);
  }

  /** Add a point at a place, and its mirror image where both sides are wanted. */
  add(spot) {
    if (this.points.length >= MOST) return FULL;
    const twin = this.both && this.points.length + 1 < MOST ? mirrored(this.areas, spot) : null;
    const spots = twin && !this.points.some((point) => isNear(point, twin, SAME)) ? [twin, spot] : [spot];
    this.#keep();
    const added = spots.map((one) => ({
      ...one,
      units: this.dose,
      depth: this.#depth(one),
      problems: [],
      id: this.nextId++,
    }));
    this.points.push(...added);
    this.#mark(added.at(-1));
    this.waiting.push(...added);
    const words = `Added: ${dosed(this.name(this.marked), this.dose)}${added.length > 1 ? ", both sides" : ""}.`;
    return tenthsOf(this.dose) === null ? `${words} Now set the units.` : words;
  }

  /** Add a point to an area by its name; an area that is not drawn gets a point without a place. */
  addTo(area, side) {
    const spot = freeSpot(this.areas, { view: "front", area, side }, this.points);
    return this.add(spot ?? { view: "front", area, side, x: null, y: null });
  }

  /** The point under a finger, or undefined. */
  at(spot, scale) {
    const near = this.points.filter((point) => isNear(point, spot, SAME * scale));
    return near.sort((one, other) => apart(one, spot) - apart(other, spot))[0];
  }

  /** Take a point in hand, or let go of the one that is. */
  choose(point) {
    const again = point === this.chosen;
    this.#mark(point);
    this.chosen = again ? null : point;
    return again ? "" : `Selected: ${dosed(this.name(point), point.units)}.`;
  }

  letGo() {
    this.#mark(this.marked);
  }

  /** The points that the stepper sets: the one in hand, or those just added; none where it sets what comes next. */
  get inHand() {
    return this.chosen ? [this.chosen] : this.waiting;
  }

  /** The dose that the stepper shows: of the points in hand, else of those that come next. */
  get shown() {
    return this.inHand[0]?.units ?? this.dose;
  }

  /** Set that dose. `typing` while it is written: one word typed is one change to undo. */
  setShown(text, typing = false) {
    if (this.chosen) return this.setUnits(this.chosen, text, typing);
    if (this.waiting.length) this.#keep(typing && "typed next");
    this.dose = text;
    for (const point of this.waiting) Object.assign(point, { units: text, problems: [] });
    if (tenthsOf(text) === null) return typing ? "" : `${problemOf(text)}.`;
    return this.#dosedAlike(this.waiting, text);
  }

  /** The dose that all points of an area can be given at once, as text: the one in hand there, or the first. */
  commonDose(area) {
    const here = this.points.filter((point) => point.area === area);
    const text = (this.inHand.find((point) => point.area === area) ?? here[0])?.units ?? "";
    return tenthsOf(text) !== null && here.some((point) => point.units !== text) ? text : null;
  }

  /** Give it to them; one change to undo. */
  doseArea(area) {
    const [here, text] = [this.points.filter((point) => point.area === area), this.commonDose(area)];
    if (text === null) return "";
    this.#keep();
    for (const point of here) Object.assign(point, { units: text, problems: [] });
    this.dose = text;
    return this.#dosedAlike(here, text);
  }

  setUnits(point, text, typing = false) {
    if (text !== point.units) this.#keep(typing && `typed ${point.id}`);
    const tenths = tenthsOf(text);
    Object.assign(point, { units: text, problems: tenths === null && !typing ? [problemOf(text)] : [] });
    Object.assign(this, { marked: point, waiting: [], dose: tenths === null ? this.dose : text });
    return tenths === null
      ? point.problems.map((words) => `${words}.`).join("")
      : `${this.name(point)}: ${units(tenths)}.`;
  }

  /** One step up or down, of a point or of what the stepper shows. */
  step(way, point = this.chosen) {
    return point ? this.setUnits(point, stepped(point.units, way)) : this.setShown(stepped(this.shown, way));
  }

  setDepth(point, depth) {
    this.#keep();
    point.depth = depth;
    return `${this.name(point)}: depth changed.`;
  }

  remove(point) {
    this.#keep();
    const words = `Removed: ${this.name(point)}.`;
    this.points = this.points.filter((one) => one !== point);
    this.#mark(null);
    return words;
  }

  /** Put a point elsewhere, where it was dragged to. */
  moveTo(point, spot) {
    this.#keep();
    this.#place(point, spot);
    return `Moved: ${this.name(point)}.`;
  }

  /** Move a point a little by the keys; a row of such steps is one change to undo. */
  nudge(point, dx, dy) {
    if (point.x === null) return `${this.name(point)} has no place on the map.`;
    const spot = landed(this.areas, point.view, point.x + dx, point.y + dy);
    if (!spot || (spot.x === point.x && spot.y === point.y)) return "That is the edge of the area.";
    this.#keep(`nudged ${point.id}`);
    this.#place(point, spot);
    return `Moved: ${this.name(point)}.`;
  }

  undo() {
    const before = this.past.pop();
    if (!before) return "Nothing to undo.";
    const { points, dose } = JSON.parse(before);
    Object.assign(this, { points, dose, marked: null, chosen: null, waiting: [], last: "" });
    this.waiting = dose === "" ? points.filter((point) => point.units === "") : [];
    return "Undone.";
  }

  // However many they are, the line that says it stays one.
  #dosedAlike(points, text) {
    const said = units(tenthsOf(text));
    if (points.length > 1) return `${counted(points.length)}: ${said} each.`;
    return `${points.length ? this.name(points[0]) : "Next point"}: ${said}.`;
  }

  #place(point, spot) {
    Object.assign(point, spot, { problems: [] });
    this.marked = point;
    if (!this.waiting.includes(point) && tenthsOf(this.dose) !== null) this.waiting = [];
  }

  #mark(point) {
    Object.assign(this, { marked: point, chosen: null });
    // Points still without a dose take the next one, until another point is in hand.
    if (tenthsOf(this.dose) !== null) this.waiting = [];
  }

  // The depth that was chosen last in this area; where nothing was, none is stated.
  #depth({ area }) {
    return this.points.findLast((point) => point.area === area)?.depth ?? "";
  }

  // `step` names a change that goes on: a point moved key by key is one change to undo.
  #keep(step = "") {
    if (!step || step !== this.last) this.past.push(JSON.stringify({ points: this.points, dose: this.dose }));
    this.last = step;
  }
}
