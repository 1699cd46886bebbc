// What needs the viewer and who they are: to do, me. Twin of pages/account.py.
/** @import { Clock, View } from "phone" */
/** @import { Query, Records, Shell, Snapshot, Waiting, Written } from "shapes" */
import { KINDS, NAMES, word } from "../kinds.js";
import { ROLES, compare, compareAll, memberships, programmeName, read, waits } from "./cases.js";
import { asks, due, frame, named, rowOf, toName } from "./common.js";
import { draftsOf } from "./drafts.js";
import { A_PAGE } from "./entries.js";
import { answerOf, handedOver, left, proposals, reviewDue } from "./history.js";
import { toldOf } from "./notices.js";
import { begins, paged } from "./paged.js";
import { endings } from "./practising.js";
import { redating } from "./redating.js";
import { refusal } from "./refusals.js";
import { ended, mayWrite, over } from "./rights.js";
import { awaiting, isUnnamed, supervised, unconfirmed } from "./supervisors.js";

/**
 * /todo?page=…: changes asked, what was not accepted, versions kept beside, cases that name no supervisor, a page of the
 * reviews due.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function todo(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const kept = view.cases.filter((made) => made.mine && made.record?.proposals.length);
  const dated = due(view);
  const stretch = snapshot.due ?? { cases: dated.length, before: 0, since: "" };
  const begun = begins(request.query, stretch.cases) - stretch.before;
  const here = dated.filter(({ on }) => on >= stretch.since).slice(begun, begun + A_PAGE);
  return {
    ...frame(view, "To do", "todo"),
    asked: asks(view).map((made) => ({ ...rowOf(view, made), answer: answerOf(view, made) })),
    parked: parkedRows(view),
    redating: redating(view),
    kept: kept.map((made) => ({ ...rowOf(view, made), proposals: proposals(view, made) })),
    reviews: here.map(({ made }) => ({ ...rowOf(view, made), due: reviewDue(view, made) })),
    paged: paged("/todo", request.query, stretch.cases),
    unnamed: toName(view).map((made) => ({ ...rowOf(view, made), on: made.doc.performed_on })),
    nobody: withNobody(view),
    unconfirmed: unconfirmedSigners(view),
    left: leavers(view),
    handed: handedRows(view),
    licences: endings(view),
    ended: over(view, "trainee"),
  };
}

/**
 * /me: who the viewer is, and what exists only on this phone.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function me(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const person = view.people.get(view.account) ?? { name: "", profession: "", body: "", number: "" };
  const { outbox, parked, drafts, phone } = snapshot;
  const waitsHere = outbox.length + parked.length + drafts.length > 0;
  return {
    ...frame(view, "Me", "me"),
    name: person.name,
    profession: view.words.professions[person.profession] ?? "",
    body: person.body,
    number: person.number,
    email: snapshot.you?.email ?? "",
    links: (snapshot.you?.links ?? []).map((link) => toldOf(link, clock)),
    exports: view.cases.some((made) => made.mine) || view.roles.some((role) => role !== "supervisor"),
    programmes: programmesOf(view),
    over: leftBehind(view),
    awaiting: awaiting(view, view.held.supervisor),
    licences: endings(view),
    outbox: outbox.map((row) => waitingRow(view, row)),
    parked: parkedRows(view),
    redating: redating(view),
    drafts: draftsOf(view, ...NAMES.filter((name) => KINDS[name].drafted)),
    last_sync: waitsHere && phone?.last_sync ? clock.local(phone.last_sync) : null,
    fragile: waitsHere && phone !== null && phone.persisted === false,
  };
}

/**
 * The address where a person begins, by what they do here, else by what they did.
 * @param {Records} records
 * @param {string} account
 * @param {unknown} [administers] whether they administer a provider, where they begin who do nothing else
 */
export function home(records, account, administers) {
  const docs = records.membership.map((record) => record.doc).filter((doc) => doc.person === account);
  const held = docs.filter((doc) => doc.ended_on === null).map((doc) => doc.role);
  const did = (/** @type {string} */ role) => docs.some((doc) => doc.role === role);
  if (!held.length && administers) return "/provider";
  if (!held.length && did("trainee")) return "/entries";
  if (!held.length && did("supervisor")) return "/signoffs/signed";
  const starts = [
    ["trainee", "/entries"],
    ["supervisor", "/signoffs"],
    ["coordinator", "/office"],
  ];
  return starts.find(([role]) => held.includes(role))?.[1] ?? "/me";
}

/** @param {View} view */
function unconfirmedSigners(view) {
  const counts = new Map();
  for (const made of view.cases) {
    const signer = made.mine && made.state === "signed" ? unconfirmed(view, made) : null;
    if (signer !== null) counts.set(signer.name, (counts.get(signer.name) ?? 0) + 1);
  }
  return [...counts.keys()].sort(compare).map((name) => ({ signer: name, cases: counts.get(name) }));
}

// Programmes where own cases wait for a supervisor to be named, and nobody supervises yet: [{programme, cases}], by name.
/** @param {View} view */
function withNobody(view) {
  const [there, counts] = [supervised(view), new Map()];
  for (const made of view.cases.filter((one) => mayWrite(view, one) && isUnnamed(one))) {
    const { programme } = made.doc;
    if (!there.has(programme)) counts.set(programme, (counts.get(programme) ?? 0) + 1);
  }
  const rows = [...counts].sort(([one], [other]) => compare(one, other));
  const named = rows.map(([id, cases]) => ({ programme: programmeName(view, id), cases }));
  return named.sort((one, other) => compare(one.programme, other.programme));
}

/** @param {View} view */
function leavers(view) {
  const rows = new Map();
  for (const made of view.cases) {
    const gone = made.mine && waits(made) ? left(view, made) : null;
    if (gone === null) continue;
    const key = `${gone.name} ${made.doc.supervisor} ${made.doc.programme}`;
    rows.set(key, { ...gone, cases: (rows.get(key)?.cases ?? 0) + 1 });
  }
  return [...rows.keys()].sort(compare).map((key) => rows.get(key));
}

// To whom own cases that name somebody who is still there were handed: [{named, to, by, cases}], by name. What a leaver's
// cases wait for stands beside that they left.
/** @param {View} view */
function handedRows(view) {
  const rows = new Map();
  for (const made of view.cases) {
    const told = made.mine && waits(made) && left(view, made) === null ? handedOver(view, made) : null;
    if (told === null) continue;
    const { named: name, to, by } = told;
    const key = `${name} ${to} ${by}`;
    rows.set(key, { named: name, to, by, cases: (rows.get(key)?.cases ?? 0) + 1 });
  }
  return [...rows.keys()].sort(compare).map((key) => rows.get(key));
}

/** @param {View} view */
const parkedRows = (view) =>
  [...view.snapshot.parked].reverse().map((row) => ({ ...refusal(view, row), ...named(view, row.doc) }));

/**
 * @param {View} view
 * @param {Waiting} row
 */
const waitingRow = (view, row) => ({
  kind: row.doc.typ,
  word: word(row.doc),
  at: view.clock.local(row.at),
  ...named(view, row.doc),
});

// The viewer's roles that ended, in words: [{role, programme, on: its last day}].
/** @param {View} view */
const leftBehind = (view) =>
  ROLES.flatMap((role) =>
    ended(view, role).map(({ programme, on }) => ({ role: view.words.roles[role], programme, on })),
  );

/** @param {View} view */
function programmesOf(view) {
  const own = memberships(view).filter((doc) => doc.person === view.account);
  const rows = view.snapshot.records.programme.map(({ id, doc }) => {
    const held = own
      .filter((membership) => membership.programme === id)
      .map(({ role }) => view.words.roles[role]);
    return { id: doc.id, name: doc.name, provider: doc.provider, roles: held.sort(compare) };
  });
  const held = rows.filter(({ roles }) => roles.length);
  return held.sort((one, other) => compareAll([one.name, one.id], [other.name, other.id]));
}
