// The list of cases, and what it can be narrowed to. Twin of pages/listing.py.
/** @import { Asked, Clock, Made, View } from "phone" */
/** @import { Query, Shell, Snapshot } from "shapes" */
import { compareAll, read, reviewsOf } from "./cases.js";
import { REMIND_DAYS, byDay, frame, nameOf, plusDays, reviewDueOn, rowOf, toName } from "./common.js";
import { draftsOf } from "./drafts.js";
import { A_PAGE, whole } from "./entries.js";
import { ring } from "./measures.js";
import { over } from "./rights.js";
import { textOf, wordsOf } from "./searching.js";
import { UNNAMED } from "../statements/reading.js";

/** What narrows the list besides its state, in the order in which addresses name it. */
export const NARROWED_BY = /** @type {const} */ (["q", "area", "supervisor", "only"]);
const LONGEST = 100;

/**
 * /entries?q=…&area=…&supervisor=…&only=…&show=…&page=…&trainee=…: the viewer's own cases, or a trainee's; null for an
 * unknown trainee.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function entries_index(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const { query } = request;
  const trainee = query.trainee ?? view.account;
  const own = trainee === view.account;
  if (!own && !view.people.has(trainee)) return null;
  const cases = view.cases.filter((made) => made.doc.trainee === trainee);
  const asked = askedOf(view, cases, query);
  const found = findAll(view, cases, asked);
  const needs = new Set(toName(view).map(({ id }) => id));
  const chosen = found.filter((made) => isShown(view, made, asked.show, needs));
  const limit = A_PAGE * Math.max(1, whole(query.page ?? "1"));
  const address = addressOf(own ? "" : trainee, asked);
  // Nothing narrows a logbook without cases: there is no search to clear.
  const narrowed = cases.length > 0 && NARROWED_BY.some((name) => asked[name]);
  const page = own
    ? frame(view, "Logbook", "entries")
    : frame(view, nameOf(view, trainee), "trainees", "/trainees");
  return {
    ...page,
    writes: own && view.roles.includes("trainee"),
    ended: own ? over(view, "trainee") : [],
    ring: own ? ring(view) : null,
    search: cases.length ? searchOf(view, cases, asked, own ? "" : trainee) : null,
    narrowed,
    found: chosen.length,
    filters: filtersOf(view, found, asked.show, address, needs),
    days: byDay(view, chosen.slice(0, limit), rowOf),
    drafts: own && !narrowed ? draftsOf(view, "entry") : [],
    more: chosen.length > limit ? `${address}show=${asked.show}&page=${limit / A_PAGE + 1}` : null,
    left: chosen.length - limit,
    empty_logbook: !cases.length,
    repeat: cases.some((made) => made.state !== "withdrawn"),
  };
}

// What the address asks for, without what makes no sense: {q, area, supervisor, only, show}.
/**
 * @param {View} view
 * @param {Made[]} cases
 * @param {Record<string, string>} query
 * @returns {Asked}
 */
function askedOf(view, cases, query) {
  /** @type {(name: string, codes: Set<string>) => string} */
  const known = (name, codes) => (codes.has(query[name] ?? "") ? query[name] : "");
  const list = (/** @type {"areas" | "only" | "filters"} */ name) => new Set(Object.keys(view.words[name]));
  return {
    area: known("area", list("areas")),
    supervisor: known("supervisor", new Set(cases.map(namedIn))),
    only: known("only", list("only")),
    show: known("show", list("filters")) || "all",
    q: [...(query.q ?? "")].slice(0, LONGEST).join(""),
  };
}

// Whom a case names, as addresses say it.
/** @param {Made} made */
const namedIn = ({ doc }) => doc.supervisor || UNNAMED;

// The cases that answer everything but the state.
/**
 * @param {View} view
 * @param {Made[]} cases
 * @param {Asked} asked
 */
function findAll(view, cases, { area, supervisor, only, q }) {
  const words = wordsOf(q);
  return cases.filter((made) => {
    if (area && !made.doc.areas.includes(area)) return false;
    if (supervisor && namedIn(made) !== supervisor) return false;
    if (only && !ONLY[only](view, made)) return false;
    const text = words.length ? textOf(view, made) : "";
    return words.every((word) => text.includes(word));
  });
}

/** @type {Record<string, (view: View, made: Made) => boolean>} */
const ONLY = {
  complication: (view, made) =>
    made.doc.events.length > 0 || reviewsOf(made).some(({ doc }) => doc.events.length > 0),
  review: (view, made) => {
    const on = reviewDueOn(view, made);
    return on !== null && on <= plusDays(view.today, REMIND_DAYS);
  },
};

// The list's address with all that narrows it, ready for more.
/**
 * @param {string} trainee
 * @param {Pick<Asked, "q" | "area" | "supervisor" | "only">} asked
 */
function addressOf(trainee, asked) {
  const given = [["trainee", trainee], ...NARROWED_BY.map((name) => [name, asked[name]])];
  const pairs = given
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}&`);
  return `/entries?${pairs.join("")}`;
}

/** @type {Record<string, string>} */
const TITLES = { area: "Area", supervisor: "Supervisor", only: "Which cases" };

// The form above the list; only what there are cases of can be chosen.
/**
 * @param {View} view
 * @param {Made[]} cases
 * @param {Asked} asked
 * @param {string} trainee
 */
function searchOf(view, cases, asked, trainee) {
  const treated = new Set(cases.flatMap((made) => made.doc.areas));
  const people = new Map(cases.map((made) => [namedIn(made), nameOf(view, made.doc.supervisor)]));
  const lists = {
    area: Object.entries(view.words.areas).filter(([code]) => treated.has(code)),
    supervisor: [...people].sort(([one, name], [other, theirs]) => compareAll([name, one], [theirs, other])),
    only: Object.entries(view.words.only),
  };
  /** @type {Record<string, string>} */
  const values = { ...asked };
  const choices = Object.entries(lists).map(([name, found]) => ({
    name,
    label: TITLES[name],
    options: found.map(([code, label]) => ({ code, label, on: code === values[name] })),
  }));
  const on = Object.keys(lists).filter((name) => values[name]).length;
  const plain = addressOf(trainee, { q: "", area: "", supervisor: "", only: "" });
  return { q: asked.q, choices, on, clear: `${plain}show=all`, trainee, show: asked.show };
}

// `needs`: the cases that need the viewer though they were sent and nobody answered.
/**
 * @param {View} view
 * @param {Made} made
 * @param {string} show
 * @param {Set<string>} needs
 */
const isShown = (view, made, show, needs) =>
  show === "all" ||
  (show === "attention" && needs.has(made.id)) ||
  view.words.filter_states[show].includes(made.state);

/**
 * @param {View} view
 * @param {Made[]} cases
 * @param {string} show
 * @param {string} address
 * @param {Set<string>} needs
 */
function filtersOf(view, cases, show, address, needs) {
  return Object.entries(view.words.filters)
    .map(([code, label]) => ({
      code,
      label,
      count: cases.filter((made) => isShown(view, made, code, needs)).length,
      href: `${address}show=${code}`,
      current: code === show,
    }))
    .filter(({ code, count, current }) => count || current || ["all", "waiting", "signed"].includes(code));
}
