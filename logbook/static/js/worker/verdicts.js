// What the server's verdicts mean for the statements that wait: which leave, which are refused, which are made anew.
import { digest, text } from "../store/canonical.js";
import { byNumber } from "../store/outbox.js";
import { anew } from "../twins/kinds.js";
import { merge } from "./merge.js";

const ACCEPTED = new Set(["applied", "duplicate"]);
const REFUSED = new Set(["conflict", "rejected", "blocked", "id_reused"]);

/**
 * Read the verdicts over all rows of the outbox. Resolves with {seen: [mutation…] every row that was looked at,
 * accepted: [{row, rev, hash}], parked: [row with code, fields, head], renewed: [{old, row}], undone: [row] refused and
 * taken back by their writer already, retry: seconds|null}. ahead: by how many seconds this phone's clock is fast.
 */
export async function judge(rows, results, ahead = 0) {
  const verdicts = new Map(results.map((verdict) => [verdict.id, verdict]));
  const plan = {
    ahead,
    seen: rows.map((row) => row.mutation),
    accepted: [],
    parked: [],
    renewed: [],
    undone: [],
    retry: null,
  };
  // Mutations that were made anew, so that what was built on them is built on the new one.
  const renewed = new Map();
  for (const row of [...rows].sort(byNumber)) {
    const verdict = verdicts.get(row.mutation);
    const before = renewed.get(row.after);
    if (before) await renew(plan, renewed, row, before.old, headOf(before.row));
    else if (isUndone(plan, row, rows, verdict)) plan.undone.push(row);
    else if (verdict) await apply(plan, renewed, row, verdict);
  }
  return plan;
}

// The server would not take a case that was undone meanwhile: there is nothing left to withdraw, and nothing to mend.
function isUndone(plan, row, rows, verdict) {
  if (row.kind === "withdrawal") return plan.undone.some((other) => other.mutation === row.after);
  const refused = REFUSED.has(verdict?.status) && verdict.code !== "rebase";
  const isFirst = refused && row.kind === "entry" && JSON.parse(row.stmt).rev === 1;
  return isFirst && rows.some((other) => other.kind === "withdrawal" && other.after === row.mutation);
}

async function apply(plan, renewed, row, verdict) {
  if (ACCEPTED.has(verdict.status)) {
    plan.accepted.push({ row, rev: verdict.rev, hash: verdict.hash });
  } else if (verdict.status === "conflict" && verdict.code === "rebase") {
    await renew(plan, renewed, row, row.base, { ...headOnServer(verdict), mutation: null });
  } else if (REFUSED.has(verdict.status)) {
    park(plan, row, verdict.code ?? verdict.status, { fields: verdict.fields, head: headOnServer(verdict) });
  } else {
    plan.retry = Math.max(plan.retry ?? 0, verdict.after_s ?? 0);
  }
}

/** The statement again, on top of `head`: a new mutation, because the old id already has its verdict. */
async function renew(plan, renewed, row, base, head) {
  const doc = rebased(row, base, head);
  if (!doc) return park(plan, row, "both_changed", { head });
  const mutation = crypto.randomUUID();
  if ("mutation" in doc) doc.mutation = mutation;
  const stmt = text(doc);
  const basis = row.kind === "entry" ? { rev: head.rev, hash: head.hash, stmt: head.stmt } : null;
  const fresh = {
    ...row,
    handed: false,
    mutation,
    after: head.mutation,
    stmt,
    hash: await digest(stmt),
    base: basis,
  };
  renewed.set(row.mutation, { old: row, row: fresh });
  plan.renewed.push({ old: row, row: fresh });
  return undefined;
}

function rebased(row, base, head) {
  const mine = JSON.parse(row.stmt);
  if (row.kind !== "entry") return anew(mine, head);
  if (!base || !head?.stmt) return null;
  const merged = merge(JSON.parse(base.stmt), mine, JSON.parse(head.stmt));
  return merged && { ...merged, rev: head.rev + 1, prev: head.hash };
}

function park(plan, row, code, { fields = {}, head = null }) {
  const theirs = head && { rev: head.rev, hash: head.hash, stmt: head.stmt };
  const told = { code, fields: fields ?? {}, head: theirs, refused_at: new Date().toISOString() };
  // Once the clock is set right, nobody knows any more how wrong it was.
  plan.parked.push({ ...row, ...told, ...(code === "clock_ahead" ? { ahead_s: plan.ahead } : {}) });
}

const headOnServer = ({ head }) => (head ? { rev: head.rev, hash: head.hash, stmt: head.stmt } : null);

const headOf = (row) => ({
  rev: JSON.parse(row.stmt).rev ?? 1,
  hash: row.hash,
  stmt: row.stmt,
  mutation: row.mutation,
});
