// What a case can be found by: everything it says, in one text. Twin of pages/searching.py.
/** @import { Answer, Made, View } from "phone" */
/** @import { Entry, ListName, Vocabulary } from "shapes" */
import { MONTHS, date } from "../filters.js";
import { folded } from "../folding.js";
import { bare } from "../shown.js";
import { reviewsOf } from "./cases.js";
import { nameOf } from "./common.js";

// Lists of the vocabulary whose words stand for a code of the entry: list → where the code lies.
/** @type {[ListName, string[]][]} */
const LABELS = [
  ["parts", ["part"]],
  ["settings", ["setting"]],
  ["products", ["product", "code"]],
  ["needles", ["needle"]],
  ["sexes", ["model", "sex"]],
  ["anatomy", ["model", "anatomy"]],
  ["goals", ["model", "goals"]],
  ["contraindications", ["assessment", "contraindications"]],
  ["areas", ["areas"]],
];

/** @type {Record<string, string>} */
const QUOTES = { "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"' };
const SHORT = MONTHS.map((month) => month.slice(0, 3).toLowerCase());
const FIGURES = /(^|[^0-9])([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})(?![0-9])/g;
const SPELLED = new RegExp(
  `(^|[^0-9])([0-9]{1,2})\\.? (${SHORT.join("|")})[a-z]*\\.?,?(?: ([0-9]{4}))?(?![0-9])`,
  "g",
);

/** Signs of a question. */
export const LONGEST = 100;

/**
 * Whether all words of a question stand in what is said of somebody.
 * @param {string[]} words
 * @param {...string} said
 */
export function isNamed(words, ...said) {
  const text = plain(said.join(" "));
  return words.every((word) => text.includes(word));
}

/**
 * The words of a question; each must be found. A day is one word, however it is typed: as the cases have it.
 * @param {string} text
 */
export function wordsOf(text) {
  /** @type {string[]} */
  const days = [];
  /** @type {(year: string, month: string, day: string) => string} */
  const iso = (year, month, day) => [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
  const rest = plain(bare(text))
    .replace(FIGURES, (all, before, day, month, year) => {
      days.push(iso(year, month, day));
      return before;
    })
    .replace(SPELLED, (all, before, day, name, year) => {
      const month = SHORT.indexOf(name);
      // Dates stand at the beginning of a line, so that the 5th is not found in the 15th.
      days.push(year ? iso(year, String(month + 1), day) : `\n${Number(day)} ${MONTHS[month].toLowerCase()}`);
      return before;
    });
  return [...days, ...rest.split(" ").filter(Boolean)];
}

/**
 * All that is known of a case, in lower case: its answers, what was said of it, its state.
 * @param {View} view
 * @param {Made} made
 */
export function textOf(view, made) {
  const { words } = view;
  const said = [nameOf(view, made.doc.supervisor), words.states[made.state].label];
  for (const answer of made.answers)
    said.push(answer.doc.signer.name, answer.doc.feedback, ...corrections(answer.doc));
  for (const { doc: review } of reviewsOf(made)) {
    said.push(label(words.results, review.result), review.reflection, ...events(words, review));
  }
  return `${ownText(words, made.doc)}\n${joined(said)}`;
}

// A document never changes, and somebody types letter after letter: its text is made once.
const own = new WeakMap();

/**
 * @param {Vocabulary} words
 * @param {Entry} doc
 */
function ownText(words, doc) {
  if (!own.has(doc)) own.set(doc, textOfEntry(words, doc));
  return own.get(doc);
}

/**
 * @param {Vocabulary} words
 * @param {Entry} doc
 */
const textOfEntry = (words, doc) =>
  joined([
    doc.model.code,
    doc.model.age_band,
    `skin type ${doc.model.skin_type}`,
    doc.performed_on,
    date(doc.performed_on),
    doc.place,
    doc.prescriber,
    doc.scenario,
    doc.reflection,
    doc.product?.batch,
    ...LABELS.flatMap(([name, path]) => labels(words[name], doc, path)),
    ...doc.points.map((point) => label(words.muscles, point.muscle)),
    ...events(words, doc),
    ...corrections(doc),
  ]);

/** @param {(string | undefined)[]} said */
const joined = (said) => plain(said.filter(Boolean).join("\n"));

/** @param {string} text */
const plain = (text) => folded(text.replace(/[’‘“”„«»]/g, (quote) => QUOTES[quote]));

/**
 * @param {Record<string, string>} words
 * @param {string} code
 */
const label = (words, code) => (code ? (words[code] ?? "") : "");

/**
 * @param {Record<string, string>} words
 * @param {Entry} doc
 * @param {string[]} path
 */
function labels(words, doc, path) {
  const value = path.reduce((found, key) => found?.[key], /** @type {Answer} */ (doc));
  return (Array.isArray(value) ? value : [value]).map((/** @type {string} */ code) => label(words, code));
}

/**
 * @param {Vocabulary} words
 * @param {Pick<Entry, "events">} doc
 */
const events = (words, doc) =>
  doc.events.flatMap((event) => [
    label(words.events, event.kind),
    label(words.severities, event.severity),
    label(words.actions, event.action),
  ]);

/** @param {Pick<Entry, "corrections">} doc */
const corrections = (doc) => doc.corrections.flatMap((pair) => [pair.seen, pair.correction]);
