// What the server's verdicts mean for the statements that wait: which leave, which are refused, which are made anew.
/** @import { Base, Head, Numbered, Plan } from "phone" */
/** @import { Conflict, Verdict } from "shapes" */
/** @typedef {{ code: string, fields?: Record<string, string[]>, head?: Base | null }} Refusal */
/** @typedef {Map<string | null, { old: Numbered, row: Numbered }>} Renewed */
import { digest, text } from "../store/canonical.js";
import { byNumber } from "../store/outbox.js";
import { anew } from "../twins/kinds.js";
import { merge } from "./merge.js";

/**
 * Read the verdicts over all rows of the outbox. Resolves with {seen: [mutation…] every row that was looked at,
 * accepted: [{row, rev, hash}], parked: [row with code, fields, head], renewed: [{old, row}], undone: [row] refused and
 * taken back by their writer already, retry: seconds|null}. ahead: by how many seconds this phone's clock is fast.
 * @param {Numbered[]} rows
 * @param {Verdict[]} results
 * @param {number} [ahead]
 * @returns {Promise<Plan>}
 */
export async function judge(rows, results, ahead = 0) {
  const verdicts = new Map(results.map((verdict) => [verdict.id, verdict]));
  /** @type {Plan} */
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
  /** @type {Renewed} */
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
/**
 * @param {Plan} plan
 * @param {Numbered} row
 * @param {Numbered[]} rows
 * @param {Verdict | undefined} verdict
 */
function isUndone(plan, row, rows, verdict) {
  if (row.kind === "withdrawal") return plan.undone.some((other) => other.mutation === row.after);
  const isFirst =
    verdict &&
    refusalIn(verdict) &&
    !isMoved(verdict) &&
    row.kind === "entry" &&
    JSON.parse(row.stmt).rev === 1;
  return isFirst && rows.some((other) => other.kind === "withdrawal" && other.after === row.mutation);
}

/**
 * @param {Plan} plan
 * @param {Renewed} renewed
 * @param {Numbered} row
 * @param {Verdict} verdict
 */
async function apply(plan, renewed, row, verdict) {
  const refusal = refusalIn(verdict);
  if (verdict.status === "applied" || verdict.status === "duplicate") {
    plan.accepted.push({ row, rev: verdict.rev, hash: verdict.hash });
  } else if (isMoved(verdict)) {
    await renew(plan, renewed, row, row.base, { ...verdict.head, mutation: null });
  } else if (refusal) {
    park(plan, row, refusal);
  } else {
    // What no build of ours has said yet is asked again, and not given up.
    plan.retry = Math.max(plan.retry ?? 0, ("after_s" in verdict && verdict.after_s) || 0);
  }
}

// Whether the server has a newer version, on which the statement can be made anew.
/**
 * @param {Verdict} verdict
 * @returns {verdict is Conflict}
 */
const isMoved = (verdict) => verdict.status === "conflict" && verdict.code === "rebase";

// Why a statement is not taken, and where in it; null where it was taken, or where the answer is still to come.
/**
 * @param {Verdict} verdict
 * @returns {Refusal | null}
 */
function refusalIn(verdict) {
  switch (verdict.status) {
    case "conflict":
      return { code: verdict.code, head: verdict.head };
    case "rejected":
      return { code: verdict.code, fields: verdict.fields };
    case "blocked":
    case "id_reused":
      return { code: verdict.status };
    default:
      return null;
  }
}

// The statement again, on top of `head`: a new mutation, because the old id already has its verdict.
/**
 * @param {Plan} plan
 * @param {Renewed} renewed
 * @param {Numbered} row
 * @param {{ stmt: string | null } | null} base
 * @param {Head} head
 */
async function renew(plan, renewed, row, base, head) {
  const doc = rebased(row, base, head);
  if (!doc) {
    park(plan, row, { code: "both_changed", head });
    return;
  }
  const mutation = crypto.randomUUID();
  if ("mutation" in doc) doc.mutation = mutation;
  const stmt = text(doc);
  const basis = row.kind === "entry" ? { rev: head.rev, hash: head.hash, stmt: head.stmt } : null;
  /** @type {Numbered} */
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
}

/**
 * @param {Numbered} row
 * @param {{ stmt: string | null } | null} base
 * @param {Head} head
 */
function rebased(row, base, head) {
  const mine = JSON.parse(row.stmt);
  if (row.kind !== "entry") return anew(mine, head);
  if (!base?.stmt || !head.stmt) return null;
  const merged = merge(JSON.parse(base.stmt), mine, JSON.parse(head.stmt));
  return merged && { ...merged, rev: head.rev + 1, prev: head.hash };
}

/**
 * @param {Plan} plan
 * @param {Numbered} row
 * @param {Refusal} refusal
 */
function park(plan, row, { code, fields, head }) {
  const theirs = head ? { rev: head.rev, hash: head.hash, stmt: head.stmt } : null;
  const told = { code, fields: fields ?? {}, head: theirs, refused_at: new Date().toISOString() };
  // Once the clock is set right, nobody knows any more how wrong it was.
  plan.parked.push({ ...row, ...told, ...(code === "clock_ahead" ? { ahead_s: plan.ahead } : {}) });
}

/**
 * @param {Numbered} row
 * @returns {Head}
 */
const headOf = (row) => ({
  rev: JSON.parse(row.stmt).rev ?? 1,
  hash: row.hash,
  stmt: row.stmt,
  mutation: row.mutation,
});
