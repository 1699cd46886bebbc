// A snapshot read into cases: everything about one entry in one place, sent or not. Twin of pages/cases.py.
/** @import { About, Clock, Made, Role, View } from "phone" */
/** @import { Subject } from "../kinds.js" */
/** @import { EntryRecord, Parked, Review, Revision, SetAside, Shell, Snapshot, Waiting, Written } from "shapes" */
import { byComing, effective, state } from "../state.js";
import { KINDS, NAMES, about, moves, ownersOf, subjectOf } from "../kinds.js";

/**
 * The mutation of the kept version that a withdrawal puts away; "" for every other statement.
 * @param {Written} doc
 */
export const closes = (doc) => (about(doc).kind === "proposal" ? about(doc).id : "");

// What is said about a case, list by list.
const SAID = NAMES.filter((name) => name !== "entry").map((name) => KINDS[name].plural);

/** In the order of their places. */
/** @type {Role[]} */
export const ROLES = ["trainee", "supervisor", "coordinator"];

/**
 * Compare texts by code points, as Python does: UTF-16 order differs beyond the first plane.
 * @param {string} one
 * @param {string} other
 */
export function compare(one, other) {
  const end = Math.min(one.length, other.length);
  for (let i = 0; i < end; i += 1) {
    const difference = place(one.charCodeAt(i)) - place(other.charCodeAt(i));
    if (difference) return difference;
  }
  return one.length - other.length;
}

// The halves of a character beyond the first plane lie below its last ones; they belong above them.
/** @param {number} unit */
const place = (unit) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

/**
 * Compare lists of texts and numbers, place by place.
 * @param {(string | number)[]} left
 * @param {(string | number)[]} right
 */
export function compareAll(left, right) {
  for (let i = 0; i < left.length; i += 1) {
    const [one, other] = [left[i], right[i]];
    const difference =
      typeof one === "number"
        ? one - /** @type {number} */ (other)
        : compare(one, /** @type {string} */ (other));
    if (difference) return difference;
  }
  return 0;
}

/**
 * The snapshot read for one viewer: {snapshot, clock, shell, words, account, today, people, held, roles, cases}; held is
 * {role: ids of the programmes where the viewer holds it now}.
 * @param {Snapshot} snapshot
 * @param {Clock} clock
 * @param {Shell} shell
 * @returns {View}
 */
export function read(snapshot, clock, shell) {
  const held = heldBy(snapshot);
  const people = new Map(snapshot.records.person.map((record) => [record.id, record.doc]));
  const owners = owned(snapshot);
  const cases = casesOf(snapshot, owners).map((made) => ({ made, key: newestFirst(made) }));
  cases.sort((one, other) => compare(other.key, one.key));
  return {
    snapshot,
    clock,
    shell,
    words: shell.vocabulary,
    account: snapshot.account,
    today: clock.local(clock.now).slice(0, 10),
    people,
    held,
    roles: ROLES.filter((role) => held[role].size),
    owners,
    posts: postsOf(snapshot),
    cases: cases.map(({ made }) => made),
  };
}

// The memberships of supervisors, also those that ended, as they began; asked for by every case of a list.
/** @param {Snapshot} snapshot */
function postsOf(snapshot) {
  const docs = snapshot.records.membership.map((record) => record.doc);
  docs.sort((one, other) => compare(`${one.since} ${one.id}`, `${other.since} ${other.id}`));
  /** @type {Map<string, typeof docs>} */
  const found = new Map();
  for (const doc of docs.filter(({ role }) => role === "supervisor")) {
    const key = `${doc.person} ${doc.programme}`;
    const held = found.get(key) ?? [];
    held.push(doc);
    found.set(key, held);
  }
  return found;
}

/**
 * The case of an entry id, or null where the viewer has none.
 * @param {View} view
 * @param {string | undefined} id
 */
export const find = (view, id) => view.cases.find((made) => made.id === id) ?? null;

/**
 * The case that a statement is about; null where the viewer has none.
 * @param {View} view
 * @param {Written} doc
 */
export const caseOf = (view, doc) => find(view, subjectOf(doc, view.owners)?.id);

/**
 * The memberships that last, of everybody the viewer knows.
 * @param {View} view
 */
export const memberships = (view) =>
  view.snapshot.records.membership.map((record) => record.doc).filter((doc) => doc.ended_on === null);

/**
 * A programme's name; words where the viewer does not know it.
 * @param {View} view
 * @param {string} id
 */
export const programmeName = (view, id) =>
  view.snapshot.records.programme.find((record) => record.id === id)?.doc.name ?? "Another programme";

/**
 * The names of these programmes, for whoever supervises in several; "" for everybody else, who knows.
 * @param {View} view
 * @param {string[]} programmes
 */
export function toldApart(view, programmes) {
  if (view.held.supervisor.size < 2) return "";
  return [...new Set(programmes.map((id) => programmeName(view, id)))].sort(compare).join(", ");
}

/**
 * Whether a case waits for a supervisor's answer; where the server refused one, for the next.
 * @param {Made} made
 */
export function waits(made) {
  if (made.standing !== "new_version") return made.standing === "sent";
  const signed = made.answers.filter((answer) => answer.doc.verdict === "signed");
  return signed.at(-1)?.doc.entry_hash !== made.record?.hash;
}

/**
 * Whether any version of it carries a signature that stands.
 * @param {Pick<Made, "answers">} made
 */
export const wasSigned = (made) => signatureOf(made) !== null;

/**
 * The record of the signature that counts, the newest not taken back; null where none stands.
 * @param {Pick<Made, "answers">} made
 */
export const signatureOf = ({ answers }) =>
  answers.filter(({ doc }) => doc.verdict === "signed").at(-1) ?? null;

/**
 * All versions of a case on record, oldest first: [{rev, hash, received_at, doc}].
 * @param {Pick<Made, "record">} made
 * @returns {(Revision | EntryRecord)[]}
 */
export const versionsOf = ({ record }) => (record ? [...(record.earlier ?? []), record] : []);

/**
 * @param {Snapshot} snapshot
 * @returns {Record<Role, Set<string>>}
 */
function heldBy({ account, records }) {
  const docs = records.membership.map((record) => record.doc);
  const own = docs.filter((doc) => doc.person === account && doc.ended_on === null);
  const where = (/** @type {Role} */ role) =>
    new Set(own.filter((doc) => doc.role === role).map((doc) => doc.programme));
  return { trainee: where("trainee"), supervisor: where("supervisor"), coordinator: where("coordinator") };
}

/** @param {Made} made */
const newestFirst = ({ id, doc }) => `${doc.performed_on} ${doc.performed_at} ${doc.recorded_at} ${id}`;

// Which case a statement is about that others may speak of: a withdrawal of one names nothing else.
/** @param {Snapshot} snapshot */
function owned({ records, outbox, parked }) {
  const rows = [
    ...NAMES.flatMap((name) => records[/** @type {"entry"} */ (name)] ?? []),
    ...outbox,
    ...parked,
  ];
  const kept = records.entry.flatMap(({ id, proposals }) =>
    proposals.map(({ mutation }) => /** @type {[string, string]} */ ([mutation, id])),
  );
  return ownersOf(
    rows.map(({ doc }) => doc).filter(({ typ }) => typ !== "damaged"),
    kept,
  );
}

/**
 * @param {Snapshot} snapshot
 * @param {Map<string, Subject>} owners
 */
function casesOf(snapshot, owners) {
  const { records } = snapshot;
  /** @type {Map<string, About>} */
  const found = new Map();
  const put = (/** @type {Written} */ doc) => {
    const id = subjectOf(doc, owners)?.id ?? "";
    const known = found.get(id);
    if (known) return known;
    const lists = Object.fromEntries([...SAID, "outbox", "parked"].map((name) => [name, []]));
    const made = /** @type {About} */ (/** @type {unknown} */ ({ record: null, ...lists }));
    found.set(id, made);
    return made;
  };
  for (const record of records.entry) put(record.doc).record = record;
  for (const name of /** @type {"signoff"[]} */ (NAMES.filter((one) => one !== "entry"))) {
    const list = /** @type {"signoffs"} */ (KINDS[name].plural);
    for (const record of records[name] ?? []) put(record.doc)[list].push(record);
  }
  for (const row of snapshot.outbox) put(row.doc).outbox.push(row);
  for (const row of snapshot.parked) put(row.doc).parked.push(row);
  return [...found].map(([id, one]) => caseFrom(snapshot.account, id, one)).filter((made) => made !== null);
}

/**
 * @param {string} account
 * @param {string} id
 * @param {About} found
 * @returns {Made | null}
 */
function caseFrom(account, id, found) {
  const { signoffs, withdrawals, outbox, parked } = found;
  const record = undecided(found);
  const written = outbox.map((row) => row.doc).filter((one) => one.typ === "entry");
  const refused = parked
    .filter((row) => row.code !== "signed_meanwhile")
    .map((row) => row.doc)
    .filter((one) => one.typ === "entry");
  const doc = written.at(-1) ?? refused.at(-1) ?? record?.doc ?? null;
  if (doc === null) return null;
  return {
    ...found,
    id,
    record,
    doc,
    mine: doc.trainee === account,
    state: state(record, signoffs, withdrawals, aboutTheCase(outbox), aboutTheCase(parked)),
    standing: state(record, signoffs, withdrawals, aboutTheCase(outbox), []),
    answers: effective(signoffs, withdrawals),
  };
}

// The record without kept versions that were decided about on this phone, or lie on it as refused ones.
/**
 * @param {About} found
 * @returns {EntryRecord | null}
 */
function undecided({ record, outbox, parked }) {
  if (!record?.proposals.length) return record;
  const known = new Set([...parked.map(({ mutation }) => mutation), ...outbox.map(({ doc }) => closes(doc))]);
  return { ...record, proposals: record.proposals.filter(({ mutation }) => !known.has(mutation)) };
}

/**
 * What was written of the look two weeks later, sent or not, oldest first: [{doc, at: instant or null}].
 * @param {Pick<Made, "reviews" | "outbox">} made
 */
export function reviewsOf({ reviews, outbox }) {
  const sent = reviews.map(({ doc, received_at, brought_by }) => ({ doc, at: received_at, brought_by }));
  const here = outbox
    .map(({ doc }) => doc)
    .filter((doc) => doc.typ === "review")
    .map((doc) => ({ doc, at: null, brought_by: "" }));
  const key = (/** @type {{ doc: Review }} */ { doc }) => [doc.seen_on, doc.id];
  return [...sent, ...here].sort((one, other) => compareAll(key(one), key(other)));
}

/**
 * Who says that the case counts for no rule, and did not take it back, sent or not: [{doc, at: instant or null}].
 * @param {Pick<Made, "set_asides" | "withdrawals" | "outbox">} made
 * @returns {{doc: SetAside, at: string | null}[]}
 */
export function asidesOf({ set_asides, withdrawals, outbox }) {
  const rows = outbox.map(({ doc }) => doc);
  const said = [...withdrawals.map(({ doc }) => doc), ...rows.filter((doc) => doc.typ === "withdrawal")];
  const gone = new Set(said.map(({ of }) => of.id));
  const sent = [...set_asides].sort(byComing).map(({ doc, received_at }) => ({ doc, at: received_at }));
  const here = rows.filter((doc) => doc.typ === "set_aside").map((doc) => ({ doc, at: null }));
  return [...sent, ...here].filter(({ doc }) => !gone.has(doc.id));
}

/**
 * @template {Waiting | Parked} T
 * @param {T[]} rows
 * @returns {T[]}
 */
const aboutTheCase = (rows) => rows.filter(({ doc }) => moves(doc));
