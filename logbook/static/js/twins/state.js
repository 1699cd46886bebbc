// Where a case stands, made from statements and the outbox alone. Twin of state.py.

/** The sign-off records that were not taken back, oldest first. */
export function effective(signoffs, withdrawals) {
  const withdrawn = new Set(withdrawals.filter((record) => record.doc.of.kind === "signoff").map((record) => record.doc.of.id));
  const kept = signoffs.filter((record) => !withdrawn.has(record.id));
  const key = (record) => `${record.doc.signed_at} ${record.id}`;
  return kept.sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

/** The state of one entry: `entry` its record or null, the records about it, and this phone's rows about it. */
export function state(entry, signoffs, withdrawals, outbox, parked) {
  if (parked.some((row) => row.code !== "signed_meanwhile")) return "parked";
  if (withdrawals.some((record) => record.doc.of.kind === "entry") || isTakenBack(outbox)) return "withdrawn";
  if (outbox.length) return "local";
  if (entry === null) return "draft";
  const answers = effective(signoffs, withdrawals);
  const signed = answers.filter((answer) => answer.doc.verdict === "signed");
  if (signed.length) {
    const unsigned = parked.length > 0 || entry.proposals.some((kept) => kept.code === "signed_meanwhile");
    const changed = signed.at(-1).doc.entry_hash !== entry.hash;
    return changed || unsigned ? "new_version" : "signed";
  }
  if (answers.length && answers.at(-1).doc.entry_hash === entry.hash) return "returned";
  return "sent";
}

// Its trainee has taken the case back on this phone: it counts for nothing from then on, sent or not.
const isTakenBack = (outbox) => outbox.some(({ doc }) => doc.typ === "withdrawal" && doc.of.kind === "entry");
