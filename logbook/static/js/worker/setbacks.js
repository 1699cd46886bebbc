// What went wrong on the way to the server, and what to do about it: try smaller, later, or not before the person acts.
import { nameOf, setMeta, transact } from "../store/db.js";
import { startOver } from "../store/settle.js";
import { after } from "./patience.js";

/** A conversation that did not end with verdicts. answered: our own server spoke; after: seconds it asked for. */
export class Setback extends Error {
  constructor(code, { answered = false, after: seconds = 0, status = 0 } = {}) {
    super(code);
    Object.assign(this, { code, answered, after: seconds, status });
  }

  /** The setback in an answer other than 200; `ours` says whether our server gave it, not something in between. */
  static of(response, answer, ours) {
    const code = ours ? answer.error : "no_connection";
    return new Setback(code, { answered: Boolean(ours), after: secondsOf(response), status: response.status });
  }
}

// Enough to halve 100 statements down to the one that is too large or makes the server fail, and to go on.
const MOST_SETBACKS = 16;

/**
 * Deal with an error of one round. run: {seen, rebuilt, setbacks, limit}. True where another round may do better at
 * once; otherwise the next try is written down and the run is over.
 */
export async function overcome(account, error, batch, run) {
  run.setbacks += 1;
  if (run.setbacks < MOST_SETBACKS) {
    if (error.code === "epoch_changed") return beginAgain(account, run);
    if (error.status === 413 && batch.length === 1) return refuse(account, batch[0], "too_large");
    if (error.status === 500 && batch.length === 1 && (await lastInLine(account, batch[0]))) return true;
    if ((error.status === 413 || error.status === 500) && batch.length > 1) return smaller(batch, run);
  }
  await later(account, error);
  return false;
}

function smaller(batch, run) {
  run.limit = Math.ceil(batch.length / 2);
  return true;
}

async function beginAgain(account, run) {
  await startOver(account);
  run.seen = null;
  return true;
}

// One statement that makes the server fail must not keep the others from it. True where there are others.
const lastInLine = (account, { mutation }) =>
  transact(nameOf(account), ["outbox"], "readwrite", async (tx) => {
    const rows = await tx.objectStore("outbox").getAll();
    const row = rows.find((other) => other.mutation === mutation);
    if (row) await tx.objectStore("outbox").put({ ...row, failed: (row.failed ?? 0) + 1 });
    return rows.some((other) => !other.failed && other.mutation !== mutation && other.after !== mutation);
  });

const refuse = (account, row, code) =>
  transact(nameOf(account), ["outbox", "parked"], "readwrite", async (tx) => {
    await tx.objectStore("outbox").delete(row.mutation);
    await tx.objectStore("parked").put({ ...row, code, fields: {}, head: null, refused_at: new Date().toISOString() });
    return true;
  });

async function later(account, error) {
  const signedOut = error.answered && (error.status === 401 || error.code === "wrong_account");
  const failures = await transact(nameOf(account), ["meta"], "readonly", (tx) => tx.objectStore("meta").get("failures"));
  const values = { ...after((failures ?? 0) + 1, error.after), trouble: error.code ?? error.name };
  await setMeta(nameOf(account), signedOut ? { ...values, auth_needed: true } : values);
}

function secondsOf(response) {
  const value = response.headers.get("Retry-After");
  if (!value) return 0;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Math.max(0, seconds || 0);
}
