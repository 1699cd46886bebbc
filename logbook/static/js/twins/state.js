// Where a case stands, made from statements and the outbox alone. Twin of state.py.
/** @import { Came } from "phone" */
/** @import { EntryRecord, Parked, SignoffRecord, Waiting, WithdrawalRecord } from "shapes" */

/**
 * The sign-off records that were not taken back, in the order in which the server received them: a phone's clock may
 * say anything, so it orders nothing; what was not received yet comes last.
 * @param {SignoffRecord[]} signoffs
 * @param {WithdrawalRecord[]} withdrawals
 */
export function effective(signoffs, withdrawals) {
  const withdrawn = new Set(
    withdrawals.filter((record) => record.doc.of.kind === "signoff").map((record) => record.doc.of.id),
  );
  const kept = signoffs.filter((record) => !withdrawn.has(record.id));
  return kept.sort(byComing);
}

/**
 * The order in which the server received records about a case; within one second as their writers dated them.
 * @param {Came} one
 * @param {Came} other
 */
export function byComing(one, other) {
  const [first, second] = [one, other].map(
    ({ id, received_at, doc }) =>
      `${received_at || "9999"} ${("signed_at" in doc && doc.signed_at) || ""} ${id}`,
  );
  return first < second ? -1 : Number(first > second);
}

/**
 * The state of one entry: `entry` its record or null, the records about it, and this phone's rows about it.
 * @param {EntryRecord | null} entry
 * @param {SignoffRecord[]} signoffs
 * @param {WithdrawalRecord[]} withdrawals
 * @param {Waiting[]} outbox
 * @param {Parked[]} parked
 */
export function state(entry, signoffs, withdrawals, outbox, parked) {
  if (parked.some((row) => row.code !== "signed_meanwhile")) return "parked";
  if (withdrawals.some((record) => record.doc.of.kind === "entry") || isTakenBack(outbox)) return "withdrawn";
  if (outbox.some((row) => !closesProposal(row))) return "local";
  if (entry === null) return "draft";
  const answers = effective(signoffs, withdrawals);
  const here = answers.filter((answer) => answer.doc.entry_hash === entry.hash);
  if (here.some((answer) => answer.doc.verdict === "signed")) {
    return parked.length || hasLateChange(entry, outbox) ? "new_version" : "signed";
  }
  // A signed case that was amended is returned like any other; its older signature stands meanwhile.
  if (here.length) return "returned";
  return answers.some((answer) => answer.doc.verdict === "signed") ? "new_version" : "sent";
}

// A change came after the signature, and nobody has decided about it.
/**
 * @param {EntryRecord} entry
 * @param {Waiting[]} outbox
 */
function hasLateChange(entry, outbox) {
  const closed = new Set(
    outbox.map(({ doc }) => doc.typ === "withdrawal" && doc.of.kind === "proposal" && doc.of.id),
  );
  return entry.proposals.some((kept) => kept.code === "signed_meanwhile" && !closed.has(kept.mutation));
}

// It only tidies away a version that was kept beside: the case itself stands as it stood.
/** @param {Waiting} row */
const closesProposal = ({ doc }) => doc.typ === "withdrawal" && doc.of.kind === "proposal";

// Its trainee has taken the case back on this phone: it counts for nothing from then on, sent or not.
/** @param {Waiting[]} outbox */
const isTakenBack = (outbox) => outbox.some(({ doc }) => doc.typ === "withdrawal" && doc.of.kind === "entry");
