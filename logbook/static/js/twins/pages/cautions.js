// What looks unusual in a case, in sentences with the figure and its source. Twin of pages/cautions.py.
/** @import { Around, Clock, Fields, View } from "phone" */
/** @import { Entry, Label, Shell, Snapshot } from "shapes" */
import { printed, sentence as expiredWhen } from "../expiry.js";
import { count, date, lowered, tenths, units } from "../filters.js";
import { entry } from "../statements/entry.js";
import { farOver } from "../statements/asking.js";
import { first } from "../statements/forms.js";
import {
  aroundOf,
  codes as codesOf,
  hoursAllowed,
  labelOf,
  lastBefore,
  minutesKept,
  sessionOf,
  unitsByArea,
} from "../warnings.js";
import { read } from "./cases.js";
import { daysBetween, total } from "./common.js";
import { ahead, early } from "./dating.js";
import { measures } from "./dilution.js";

// The rule → the field in which it may be looked at again.
/** @type {Record<string, string>} */
const FIELDS = {
  dated_ahead: "f-performed_on",
  before_joining: "f-performed_on",
  twice: "f-performed_at",
  product_expired: "f-product-expires_on",
  made_up_later: "f-product-reconstituted_at",
  made_up_long_ago: "f-product-reconstituted_at",
  contraindication_found: "f-assessment-contraindications",
  age_over_label: "f-model-age_band",
  interval_short: "f-model-code",
};

/**
 * {cautions: [{id, text}], measures, far} of a form as it is being filled in. request: {fields}.
 * @param {Snapshot} snapshot
 * @param {{fields: Fields}} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export const entry_cautions = (snapshot, { fields }, clock, shell) =>
  lookedAt(read(snapshot, clock, shell), fields, first(fields, "id"));

/**
 * The same for the form of the entry `id`: each caution names its field, measures is what dilution says, far what is asked once more.
 * @param {View} view
 * @param {Fields} fields
 * @param {string} id
 */
export function lookedAt(view, fields, id) {
  const place = { id, rev: 1, prev: null, mutation: "", base: null };
  const context = { ...place, account: view.account, now: view.clock.now, tz: view.clock.tz };
  const { doc } = entry(fields, context, view.shell);
  const beside = around(view, doc, view.clock.now);
  const codes = codesOf(doc, beside);
  const texts = sentences(view, doc, codes, view.clock.now);
  const cautions = codes.map((code, place_) => ({
    id: FIELDS[code.split(":")[0]] ?? "s-points",
    text: texts[place_],
  }));
  return { cautions, measures: measures(view, doc), far: farOver(doc, beside) };
}

/**
 * {warnings, unsaid}: what looks unusual in a case as sentences, reckoned here and now whoever wrote it; unsaid are those
 * that its writer was not warned of, or did not pass on. What only its writer could know comes last.
 * @param {View} view
 * @param {Entry} doc
 */
export function reckoned(view, doc) {
  const codes = codesOf(doc, around(view, doc));
  const said = doc.warnings.map(({ code }) => code);
  return {
    warnings: sentences(view, doc, [...codes, ...said.filter((code) => !codes.includes(code))]),
    unsaid: codes.filter((code) => !said.includes(code)).length,
  };
}

/**
 * What a list must not hide about a case, as codes: complication, over_label, contraindication.
 * @param {View} view
 * @param {Entry} doc
 */
export function flags({ shell }, doc) {
  const found = codesOf(doc, aroundOf(doc, null, shell.clinical)).map((code) => code.split(":")[0]);
  /** @type {Record<string, boolean>} */
  const held = {
    complication: doc.events.length > 0,
    over_label: found.includes("over_label_area") || found.includes("over_label_session"),
    contraindication: found.includes("contraindication_found"),
  };
  return Object.keys(held).filter((flag) => held[flag]);
}

/**
 * The warnings of a case as sentences, each with the figure it rests on and where that is from. now is given while the
 * case is written: what was stored is not held against the clock of who reads it.
 * @param {View} view
 * @param {Entry} doc
 * @param {string[]} codes
 * @param {string | null} [now]
 */
export function sentences(view, doc, codes, now = null) {
  if (!codes.length) return [];
  const beside = around(view, doc, now);
  const label = labelOf(doc, beside);
  return codes.map((code) => sentence(view, doc, code, beside, label));
}

/**
 * @param {View} view
 * @param {Entry} doc
 * @param {string | null} [now]
 */
const around = ({ shell, snapshot }, doc, now) => aroundOf(doc, snapshot, shell.clinical, now);

/**
 * @param {View} view
 * @param {Entry} doc
 * @param {string} code
 * @param {Around} beside
 * @param {Label | null} label
 * @returns {string}
 */
function sentence(view, doc, code, beside, label) {
  const at = code.indexOf(":");
  const [rule, area] = at < 0 ? [code, ""] : [code.slice(0, at), code.slice(at + 1)];
  let said = Object.hasOwn(WORDS, rule) ? WORDS[rule](view, doc, beside) : null;
  if (said === null && label !== null && Object.hasOwn(OF_LABEL, rule))
    said = OF_LABEL[rule](view, doc, label, area, beside);
  if (said !== null) return said;
  // Stored by another build, or beside figures that are not known any more.
  const words = view.words.warnings[rule] ?? rule;
  return area ? `${words.replace(/\.$/, "")}: ${areaOf(view, area)}.` : words;
}

/**
 * @param {View} view
 * @param {Entry} doc
 */
function expired(view, doc) {
  const text = printed(doc.product);
  return text ? `The product expired ${expiredWhen(text)}, before the day of treatment.` : null;
}

/**
 * @param {View} view
 * @param {Entry} doc
 * @param {Around} beside
 */
function keptLong(view, doc, beside) {
  const [minutes, limit] = [minutesKept(doc), hoursAllowed(beside)];
  if (minutes === null) return null;
  const own = beside.limits.reconstituted_hours !== null;
  const rule = own
    ? `the programme’s limit is ${limit} hours`
    : `the limit is ${limit} hours (${beside.clinical.keeps.by})`;
  return `Made up ${duration(minutes)} before the treatment; ${rule}.`;
}

/**
 * @param {View} view
 * @param {Entry} doc
 */
function found({ words }, doc) {
  const labels = doc.assessment.contraindications.map((code) =>
    lowered(words.contraindications[code] ?? code),
  );
  const start = words.warnings.contraindication_found.replace(/\.$/, "");
  return labels.length ? `${start}: ${labels.join(", ")}.` : null;
}

/**
 * @param {View} view
 * @param {Entry} doc
 * @param {Label} label
 */
function age({ words }, { model }, { age: figure, name }) {
  if (figure === null) return null;
  const band = words.age_bands[model.age_band] ?? model.age_band;
  return `Age ${band}; the label of ${name} is for adults under ${figure.under} (${figure.by}).`;
}

/**
 * @param {View} view
 * @param {Entry} doc
 * @param {Label} label
 * @param {string} area
 * @param {Around} beside
 */
function interval(view, doc, { interval: figure, name }, area, beside) {
  const last = lastBefore(doc, beside);
  if (figure === null || last === null) return null;
  const ago = count(daysBetween(last, doc.performed_on), "day", "days");
  const rule = `says not more often than every ${figure.months} months (${figure.by})`;
  return `Last treated ${ago} before, on ${date(last)}; the label of ${name} ${rule}.`;
}

/**
 * @param {View} view
 * @param {Entry} doc
 * @param {Label} label
 * @param {string} area
 */
function overArea(view, doc, { doses, name }, area) {
  const [figure, given] = [doses[area], unitsByArea(doc)[area]];
  if (figure === undefined || given === undefined) return null;
  const rule = `the label of ${name} says ${tenths(figure.units_tenths)} (${figure.by})`;
  return `${units(given)} in the ${lowered(areaOf(view, area))}; ${rule}.`;
}

/**
 * @param {View} view
 * @param {Entry} doc
 * @param {Label} label
 * @param {string} area
 */
function offLabel(view, doc, { labelled: figure, name }, area) {
  if (figure === null) return null;
  return `${areaOf(view, area)}: not on the label of ${name}, which names ${listed(view, figure.areas)} (${figure.by}).`;
}

/**
 * @param {View} view
 * @param {Entry} doc
 * @param {Label} label
 */
function overSession(view, doc, label) {
  const [figure, given] = [sessionOf(doc, label), total(Object.values(unitsByArea(doc)))];
  if (figure === null) return null;
  const rule = `says at most ${tenths(figure.units_tenths)} for ${listed(view, figure.areas)} (${figure.by})`;
  return `${units(given)} in one session; the label of ${label.name} ${rule}.`;
}

/** @type {Record<string, (view: View, doc: Entry, beside: Around) => string | null>} */
const WORDS = {
  dated_ahead: ahead,
  before_joining: early,
  product_expired: expired,
  made_up_long_ago: keptLong,
  contraindication_found: found,
};
/** @type {Record<string, (view: View, doc: Entry, label: Label, area: string, beside: Around) => string | null>} */
const OF_LABEL = {
  age_over_label: age,
  interval_short: interval,
  over_label_area: overArea,
  off_label_area: offLabel,
  over_label_session: overSession,
};

/** @param {number} minutes */
function duration(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours >= 48) return count(Math.floor(hours / 24), "day", "days");
  return count(hours, "hour", "hours") + (rest ? ` ${count(rest, "minute", "minutes")}` : "");
}

/**
 * @param {View} view
 * @param {string} area
 */
const areaOf = ({ words }, area) => words.areas[area] ?? area;

/**
 * @param {View} view
 * @param {string[]} areas
 */
function listed(view, areas) {
  const labels = areas.map((area) => lowered(areaOf(view, area)));
  return [labels.slice(0, -1).join(", "), labels.at(-1)].filter(Boolean).join(" and ");
}
