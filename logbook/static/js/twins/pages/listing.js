// The list of cases, and what it can be narrowed to. Twin of pages/listing.py.
/** @import { Asked, Clock, Made, View } from "phone" */
/** @import { Alike, Listed, Query, Shell, Snapshot } from "shapes" */
import { compareAll, read, reviewsOf } from "./cases.js";
import { REMIND_DAYS, byDay, frame, nameOf, plusDays, reviewDueOn, rowOf, toName, total } from "./common.js";
import { draftsOf } from "./drafts.js";
import { A_PAGE, whole } from "./entries.js";
import { ring } from "./measures.js";
import { over } from "./rights.js";
import { LONGEST, textOf, wordsOf } from "./searching.js";
import { UNNAMED } from "../statements/reading.js";

/** What narrows the list besides its state, in the order in which addresses name it. */
export const NARROWED_BY = /** @type {const} */ (["q", "area", "supervisor", "only"]);
// What was sent back to somebody else needs them, not who looks.
/** @type {Record<string, string>} */
const OF_ANOTHER = { attention: "Needs the trainee" };

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
  const listed = snapshot.listed ?? wholeOf(cases);
  const asked = askedOf(view, listed, query);
  const needs = new Set(toName(view).map(({ id }) => id));
  const found = findAll(view, cases, asked);
  const alike = snapshot.listed ? listed.found : found.map((made) => stands(made, needs));
  const chosen = found.filter((made) => isShown(view, stands(made, needs), asked.show));
  const count = countOf(view, alike, asked.show);
  const limit = A_PAGE * Math.max(1, whole(query.page ?? "1"));
  const address = addressOf(own ? "" : trainee, asked);
  // Nothing narrows a logbook without cases: there is no search to clear.
  const narrowed = listed.cases > 0 && NARROWED_BY.some((name) => asked[name]);
  const page = own
    ? frame(view, "Logbook", "entries")
    : frame(view, nameOf(view, trainee), "trainees", "/trainees");
  return {
    ...page,
    writes: own && view.roles.includes("trainee"),
    ended: own ? over(view, "trainee") : [],
    ring: own ? ring(view) : null,
    search: listed.cases ? searchOf(view, listed, asked, own ? "" : trainee) : null,
    narrowed,
    found: count,
    filters: filtersOf(view, alike, { show: asked.show, address, own }),
    days: byDay(view, chosen.slice(0, limit), rowOf),
    drafts: own && !narrowed ? draftsOf(view, "entry") : [],
    more: count > limit ? `${address}show=${asked.show}&page=${limit / A_PAGE + 1}` : null,
    left: count - limit,
    empty_logbook: !listed.cases,
    repeat: listed.standing,
  };
}

// What there is of a list all of which is here; what is found of it is counted when it is known what was asked.
/**
 * @param {Made[]} cases
 * @returns {Listed}
 */
const wholeOf = (cases) => ({
  cases: cases.length,
  standing: cases.some((made) => made.state !== "withdrawn"),
  areas: cases.flatMap((made) => made.doc.areas),
  supervisors: cases.map((made) => made.doc.supervisor),
  found: [],
});

// `needs`: the ids of the cases that need the viewer though they were sent and nobody answered.
/**
 * @param {Made} made
 * @param {Set<string>} needs
 * @returns {Alike}
 */
const stands = (made, needs) => ({ state: made.state, needs: needs.has(made.id), cases: 1 });

// What the address asks for, without what makes no sense: {q, area, supervisor, only, show}.
/**
 * @param {View} view
 * @param {Listed} listed
 * @param {Record<string, string>} query
 * @returns {Asked}
 */
function askedOf(view, listed, query) {
  /** @type {(name: string, codes: Set<string>) => string} */
  const known = (name, codes) => (codes.has(query[name] ?? "") ? query[name] : "");
  const list = (/** @type {"areas" | "only" | "filters"} */ name) => new Set(Object.keys(view.words[name]));
  return {
    area: known("area", list("areas")),
    supervisor: known("supervisor", new Set(listed.supervisors.map(namedAs))),
    only: known("only", list("only")),
    show: known("show", list("filters")) || "all",
    q: [...(query.q ?? "")].slice(0, LONGEST).join(""),
  };
}

// Whom a case names, as addresses say it.
/** @param {string} supervisor */
const namedAs = (supervisor) => supervisor || UNNAMED;

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
    if (supervisor && namedAs(made.doc.supervisor) !== supervisor) return false;
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
 * @param {Listed} listed
 * @param {Asked} asked
 * @param {string} trainee
 */
function searchOf(view, listed, asked, trainee) {
  const treated = new Set(listed.areas);
  const people = new Map(listed.supervisors.map((id) => [namedAs(id), nameOf(view, id)]));
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
  const clear = trainee ? `/entries?trainee=${trainee}` : "/entries";
  return { q: asked.q, choices, on, clear, trainee, show: asked.show };
}

/**
 * @param {View} view
 * @param {Alike} alike
 * @param {string} show
 */
const isShown = (view, alike, show) =>
  show === "all" ||
  (show === "attention" && alike.needs) ||
  view.words.filter_states[show].includes(alike.state);

/**
 * @param {View} view
 * @param {Alike[]} alike
 * @param {string} show
 */
const countOf = (view, alike, show) =>
  total(alike.map((some) => (isShown(view, some, show) ? some.cases : 0)));

/**
 * @param {View} view
 * @param {Alike[]} alike
 * @param {{show: string, address: string, own: boolean}} asked
 */
function filtersOf(view, alike, { show, address, own }) {
  return Object.entries(view.words.filters)
    .map(([code, label]) => ({
      code,
      label: own ? label : (OF_ANOTHER[code] ?? label),
      count: countOf(view, alike, code),
      href: `${address}show=${code}`,
      current: code === show,
    }))
    .filter(({ code, count, current }) => count || current || ["all", "waiting", "signed"].includes(code));
}
