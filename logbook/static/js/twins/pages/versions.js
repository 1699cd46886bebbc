// Every version of a case, newest first, with what changed and who answered it. Twin of pages/versions.py.
/** @import { Chained, Clock, Made, Rival, View } from "phone" */
/** @import { Entry, Query, Shell, Snapshot } from "shapes" */
import { effective } from "../state.js";
import { find, read, versionsOf } from "./cases.js";
import { rivals } from "./choice.js";
import { frame, nameOf, rowOf } from "./common.js";
import { differences } from "./differences.js";
import { brought, handing } from "./history.js";
import { handoversOf } from "./supervisors.js";

/**
 * /entries/<id>/versions: what was said when; null where the viewer has no such case.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function entry_versions(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  if (!made) return null;
  const chain = chainOf(made);
  return {
    ...frame(view, "Versions", made.mine ? "entries" : "signoffs", `/entries/${made.id}`),
    case: rowOf(view, made),
    on: made.doc.performed_on,
    trainee: made.mine ? "" : nameOf(view, made.doc.trainee),
    versions: chain.map((one, place) => version(view, made, one, chain[place - 1] ?? null)).reverse(),
    missing: chain.length ? chain[0].rev - 1 : 0,
    kept: rivals(made).map((rival) => kept(view, made, rival)),
  };
}

/**
 * What the record says differently than an older version of it: {rev, rows}; null where that is not known here.
 * @param {View} view
 * @param {Made} made
 * @param {string} hash
 * @param {Entry | null} [known]
 */
export function changesSince(view, made, hash, known = null) {
  const { record } = made;
  const old = versionsOf(made).find((one) => one.hash === hash)?.doc ?? known;
  if (old === null || record === null || hash === record.hash) return null;
  return { rev: old.rev, rows: differences(view, old, record.doc) };
}

// All versions, oldest first, those that wait on this phone last: [{rev, hash, doc, at, waits, brought_by}].
/**
 * @param {Made} made
 * @returns {Chained[]}
 */
function chainOf(made) {
  return [
    ...versionsOf(made).map((one) => {
      const { rev, hash, doc, received_at: at } = one;
      return { rev, hash, doc, at, waits: false, brought_by: brought(one) };
    }),
    ...made.outbox.flatMap(({ hash = "", doc }) =>
      doc.typ === "entry" ? [{ rev: doc.rev, hash, doc, at: null, waits: true, brought_by: "" }] : [],
    ),
  ];
}

/**
 * @param {View} view
 * @param {Made} made
 * @param {Chained} one
 * @param {Chained | null} before
 */
const version = (view, made, { rev, hash, doc, at, waits, brought_by }, before) => ({
  rev,
  hash,
  at: at ? view.clock.local(at) : null,
  current: made.record !== null && hash === made.record.hash,
  first: before === null,
  waits,
  brought_by,
  answers: answersTo(view, made, hash),
  handovers: waits
    ? []
    : handoversOf(made)
        .filter(({ after_rev }) => after_rev === rev)
        .map((record) => handing(view, made, record)),
  rows: before ? differences(view, before.doc, doc) : [],
});

// What supervisors said of one version, oldest first.
/**
 * @param {View} view
 * @param {Made} made
 * @param {string} hash
 */
function answersTo(view, made, hash) {
  const standing = made.answers.map(({ id }) => id);
  const here = effective(made.signoffs, []).filter(({ doc }) => doc.entry_hash === hash);
  return here.map(({ id, doc, brought_by }) => ({
    verdict: doc.verdict,
    signer: doc.signer.name,
    at: view.clock.local(doc.signed_at),
    taken_back: !standing.includes(id),
    feedback: doc.feedback,
    admitted: brought_by || "",
  }));
}

// A version kept beside, and how it differs.
/**
 * @param {View} view
 * @param {Made} made
 * @param {Rival} rival
 */
const kept = (view, made, { mutation, code, at, here, doc }) => ({
  words: view.words.refusals[code] ?? "",
  at: view.clock.local(at),
  here,
  rows: made.record ? differences(view, made.record.doc, doc) : [],
  href: made.mine && made.record ? `/entries/${made.id}/choice?of=${mutation}` : null,
});
