// Whom the viewer supervises: what is signed and waits of each, and what their requirements still ask. Twin of
// pages/trainees.py.
/** @import { Clock, View } from "phone" */
/** @import { Membership, Query, Shell, Snapshot, Standing, Tally } from "shapes" */
import { compare, compareAll, memberships, programmeName, read, toldApart, waits } from "./cases.js";
import { daysBetween, frame, isLate, nameOf } from "./common.js";
import { A_PAGE } from "./entries.js";
import { begins, paged } from "./paged.js";
import { over, programmeOf } from "./rights.js";
import { LONGEST, isNamed, wordsOf } from "./searching.js";
import { isUnnamed, unconfirmed } from "./supervisors.js";

// Of a trainee who has no case yet.
/** @type {Tally} */
const NOTHING = {
  signed: 0,
  unconfirmed: 0,
  waiting: 0,
  unnamed: 0,
  returned: 0,
  oldest: null,
  last: null,
  programmes: [],
};

/**
 * /trainees?q=…&page=…: the people whose cases the viewer signs, longest wait first.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function trainees(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const tallies = snapshot.tallies ? new Map(Object.entries(snapshot.tallies)) : talliesOf(view);
  const [training, standings] = [trainingOf(view), standingsOf(view)];
  const ids = new Set([...training.keys(), ...tallies.keys()]);
  ids.delete(view.account);
  const rows = [...ids].sort(compare).map((id) => ({
    ...traineeRow(view, id, training.get(id) ?? [], tallies.get(id) ?? NOTHING),
    standings: progressOf(view, training.get(id) ?? [], standings),
  }));
  rows.sort((one, other) => compareAll([-one.days, one.name, one.id], [-other.days, other.name, other.id]));
  const q = [...(request.query.q ?? "")].slice(0, LONGEST).join("");
  const asked = wordsOf(q);
  const found = rows.filter((row) => isNamed(asked, row.name, row.programmes, row.cohorts));
  const begun = begins(request.query, found.length);
  return {
    ...frame(view, "Trainees", "trainees"),
    rows: found.slice(begun, begun + A_PAGE),
    all: rows.length,
    found: found.length,
    q,
    paged: paged(q ? `/trainees?q=${encodeURIComponent(q)}` : "/trainees", request.query, found.length),
    ended: over(view, "supervisor"),
  };
}

// {trainee: the memberships by which they train now} of everybody the viewer knows.
/** @param {View} view */
function trainingOf(view) {
  /** @type {Map<string, Membership[]>} */
  const found = new Map();
  for (const doc of memberships(view).filter(({ role }) => role === "trainee"))
    found.set(doc.person, [...(found.get(doc.person) ?? []), doc]);
  return found;
}

// {"trainee programme": how far they are}, as the server reckoned it last.
/** @param {View} view */
const standingsOf = (view) =>
  new Map((view.snapshot.records.standing ?? []).map(({ doc }) => [`${doc.trainee} ${doc.programme}`, doc]));

// {trainee: how many of their cases stand where} of the cases here, in one go.
/** @param {View} view */
function talliesOf(view) {
  /** @type {Map<string, Tally>} */
  const found = new Map();
  for (const made of view.cases) {
    const { trainee, performed_on: day } = made.doc;
    const tally = found.get(trainee) ?? { ...NOTHING, last: day, programmes: [] };
    found.set(trainee, tally);
    tally.programmes.push(programmeOf(made));
    if (["signed", "new_version"].includes(made.state))
      tally[unconfirmed(view, made) ? "unconfirmed" : "signed"] += 1;
    if (made.state === "returned") tally.returned += 1;
    if (isUnnamed(made)) {
      tally.unnamed += 1;
    } else if (waits(made)) {
      // Newest first: what comes last is the oldest.
      tally.waiting += 1;
      tally.oldest = day;
    }
  }
  return found;
}

/**
 * @param {View} view
 * @param {string} id
 * @param {Membership[]} there
 * @param {Tally} tally
 */
function traineeRow(view, id, there, tally) {
  const { oldest } = tally;
  const programmes = there.map(({ programme }) => programme);
  return {
    id,
    name: nameOf(view, id),
    href: `/entries?trainee=${id}`,
    programmes: toldApart(view, programmes.length ? programmes : tally.programmes),
    cohorts: [...new Set(there.flatMap(({ cohort }) => cohort || []))].sort(compare).join(", "),
    signed: tally.signed,
    unconfirmed: tally.unconfirmed,
    waiting: tally.waiting,
    unnamed: tally.unnamed,
    returned: tally.returned,
    oldest,
    days: oldest === null ? -1 : daysBetween(oldest, view.today),
    late: oldest !== null && isLate(view, daysBetween(oldest, view.today)),
    last: tally.last,
  };
}

// Of each programme where somebody trains: how many rules it has, and those that are not met.
/**
 * @param {View} view
 * @param {Membership[]} there
 * @param {Map<string, Standing>} standings
 */
function progressOf(view, there, standings) {
  const found = there.flatMap(({ person, programme }) => standings.get(`${person} ${programme}`) ?? []);
  const told = found.map((doc) => ({
    programme: there.length > 1 ? programmeName(view, doc.programme) : "",
    made_on: doc.made_on,
    asked: doc.rules.length,
    missing: doc.rules
      .filter(({ met }) => !met)
      .map(({ label, kind, required, counted, waiting, percent }) => ({
        label,
        kind,
        required,
        counted,
        waiting,
        percent,
      })),
  }));
  return told.sort((one, other) => compare(one.programme, other.programme));
}
