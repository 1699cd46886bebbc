// What looks unusual in a case: warnings never block, and are stored with the entry. Twin of warnings.py.
/** @import { Around } from "phone" */
/** @import { Age, Clinical, Dose, Entry, Interval, Label, Session, Snapshot } from "shapes" */
import { isAlike } from "./alike.js";
import { hasPassed } from "./expiry.js";
import { TOLD, minuteOf, treatmentLead } from "./moments.js";

/**
 * The warnings of an entry as codes, always in the same order. around: see aroundOf.
 * @param {Entry} doc
 * @param {Around} around
 */
export function codes(doc, around) {
  const product = doc.product ?? { expires_on: null };
  const kept = minutesKept(doc) ?? 0;
  /** @type {Record<string, boolean>} */
  const found = {
    dated_ahead: (around.lead ?? 0) >= TOLD,
    before_joining: Boolean(around.joined && doc.performed_on && doc.performed_on < around.joined),
    twice: Boolean(around.twice),
    product_expired: hasPassed(product, doc.performed_on),
    made_up_later: kept < 0,
    made_up_long_ago: kept > hoursAllowed(around) * 60,
    contraindication_found: Boolean(doc.assessment.contraindications?.length) && doc.points.length > 0,
  };
  const label = labelOf(doc, around);
  if (label) {
    found.age_over_label = isOlder(doc.model.age_band, label.age);
    found.interval_short = isEarly(doc, around, label.interval);
    Object.assign(found, ofAreas(doc, label));
    found.over_label_session = isOver(sessionOf(doc, label), sum(Object.values(unitsByArea(doc))));
  }
  return Object.keys(found).filter((code) => found[code]);
}

/**
 * What an entry is looked at beside: {clinical, limits, earlier, lead: minutes ahead of now where that is given, joined:
 * the day its trainee joined}; without a snapshot nothing else is known but the labels.
 * @param {Entry} doc
 * @param {Snapshot | null} snapshot
 * @param {Clinical} clinical
 * @param {string | null} [now]
 * @returns {Around}
 */
export function aroundOf(doc, snapshot, clinical, now = null) {
  const limits = { reconstituted_hours: null };
  const lead = now === null ? 0 : treatmentLead(doc, now);
  if (!snapshot) return { clinical, limits, earlier: [], lead, joined: null, twice: false };
  const waiting = snapshot.outbox.map((row) => row.doc);
  const newest = new Map(snapshot.records.entry.map((record) => [record.id, record.doc]));
  for (const one of waiting) if (one.typ === "entry") newest.set(one.id, one);
  const withdrawn = [
    ...snapshot.records.withdrawal.map((record) => record.doc),
    ...waiting.filter((one) => one.typ === "withdrawal"),
  ];
  const gone = new Set([...withdrawn.map((one) => one.of.id), doc.id]);
  const earlier = [...newest.values()]
    .filter((other) => !gone.has(other.id) && isTreatment(other) && isSameModel(other, doc))
    .map((other) => ({ on: other.performed_on, product: other.product?.code ?? "" }))
    .sort((one, other) => order(one.on, other.on) || order(one.product, other.product));
  const twice = [...newest.values()].some((other) => !gone.has(other.id) && isAlike(doc, other));
  return {
    clinical,
    limits: { ...limits, ...limitsOf(snapshot, doc.programme) },
    earlier,
    lead,
    joined: joinedOn(doc, snapshot),
    twice,
  };
}

/**
 * What the label of the case's product says, where somebody was injected with it; null without one.
 * @param {Entry} doc
 * @param {Pick<Around, "clinical">} around
 */
export function labelOf(doc, { clinical }) {
  const code = doc.product?.code ?? "";
  if (doc.setting !== "live_model" || !doc.points.length) return null;
  return Object.hasOwn(clinical.products, code) ? clinical.products[code] : null;
}

/**
 * The tenths of units in each area, in the order of the points.
 * @param {Entry} doc
 */
export function unitsByArea(doc) {
  /** @type {Record<string, number>} */
  const units = {};
  for (const { area, units_tenths } of doc.points)
    if (area && units_tenths) units[area] = (units[area] ?? 0) + units_tenths;
  return units;
}

/**
 * The label's figure for these areas together; null for one area alone, or where the label gives none.
 * @param {Entry} doc
 * @param {Label} label
 * @returns {Session | null}
 */
export function sessionOf(doc, { doses, labelled, sessions }) {
  const treated = Object.keys(unitsByArea(doc));
  const named = labelled ? labelled.areas : Object.keys(doses);
  const known = treated.filter((area) => named.includes(area));
  const holding = sessions.filter((one) => known.every((area) => one.areas.includes(area)));
  if (treated.length < 2 || !holding.length) return null;
  const ordered = [...holding].sort(
    (one, other) => one.areas.length - other.areas.length || one.units_tenths - other.units_tenths,
  );
  return known.length === treated.length ? ordered[0] : ordered[ordered.length - 1];
}

/**
 * The day this model was last treated before, as far as is known.
 * @param {Entry} doc
 * @param {Around} around
 */
export function lastBefore(doc, around) {
  const on = doc.performed_on;
  if (!on) return null;
  const days = around.earlier.map((one) => one.on).filter((day) => day < on);
  const since = doc.model.days_since_last;
  if (since) days.push(new Date(midnight(on) - since * DAY).toISOString().slice(0, 10));
  return days.sort().at(-1) ?? null;
}

/**
 * Minutes from making up the product to the treatment: real ones, also where the clocks were changed between.
 * @param {Entry} doc
 */
export function minutesKept(doc) {
  const made = doc.product?.reconstituted_at;
  if (!made || !doc.performed_on || !doc.performed_at) return null;
  return minuteOf(`${doc.performed_on}T${doc.performed_at}`, doc.tz) - minuteOf(made, doc.tz);
}

/**
 * How long the made-up product may be kept: the programme's limit, or else the labels'.
 * @param {Around} around
 */
export const hoursAllowed = ({ limits, clinical }) => limits.reconstituted_hours ?? clinical.keeps.hours;

const DAY = 86_400_000;
/** @param {string} day */
const midnight = (day) =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
/**
 * @param {string} one
 * @param {string} other
 */
const order = (one, other) => (one < other ? -1 : Number(one > other));

/**
 * @param {Entry} doc
 * @param {Label} label
 */
function ofAreas(doc, { doses, labelled }) {
  /** @type {Record<string, boolean>} */
  const found = {};
  for (const [area, units] of Object.entries(unitsByArea(doc))) {
    found[`over_label_area:${area}`] = isOver(doses[area] ?? null, units);
    found[`off_label_area:${area}`] = labelled !== null && !labelled.areas.includes(area);
  }
  return found;
}

/**
 * @param {Dose | Session | null} figure
 * @param {number} units
 */
const isOver = (figure, units) => figure !== null && units > figure.units_tenths;

// Whether all of an age band lies above the label's limit: 60–69 may still be under 65.
/**
 * @param {string | null} band
 * @param {Age | null} figure
 */
const isOlder = (band, figure) =>
  figure !== null && /^[0-9]{2}/.test(band ?? "") && Number(band?.slice(0, 2)) >= figure.under;

/**
 * @param {Entry} doc
 * @param {Around} around
 * @param {Interval | null} figure
 */
function isEarly(doc, around, figure) {
  const last = lastBefore(doc, around);
  if (figure === null || last === null) return false;
  const months = Number(last.slice(0, 4)) * 12 + Number(last.slice(5, 7)) - 1 + figure.months;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  // A 31 February needs no mending: as a text it lies where it should, before 1 March.
  return (
    doc.performed_on < `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}${last.slice(7)}`
  );
}

/**
 * @param {Snapshot} snapshot
 * @param {string} programme
 */
function limitsOf({ records }, programme) {
  const sets = records.programme
    .filter((record) => record.id === programme)
    .map((record) => record.doc.requirement_set);
  // Sets of older builds have no limits.
  return records.requirements.find((record) => sets.includes(record.id))?.doc.limits ?? {};
}

/**
 * @param {Entry} doc
 * @param {Snapshot} snapshot
 */
function joinedOn({ trainee, programme }, { records }) {
  const own = records.membership
    .map(({ doc }) => doc)
    .filter((doc) => doc.person === trainee && doc.programme === programme);
  return (
    own
      .filter(({ role }) => role === "trainee")
      .map(({ since }) => since)
      .sort()[0] ?? null
  );
}

/**
 * @param {Entry} doc
 * @param {Entry} other
 */
const isSameModel = (doc, other) => doc.trainee === other.trainee && doc.model.code === other.model.code;

/** @param {Entry} doc */
const isTreatment = (doc) => doc.setting === "live_model" && doc.points.length > 0 && doc.product !== null;
