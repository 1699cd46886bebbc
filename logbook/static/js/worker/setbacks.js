// What went wrong on the way to the server, and what to do about it: try smaller, later, or not before the person acts.
/** @import { Numbered, Row, Run } from "phone" */
import { nameOf, setMeta, transact } from "../store/db.js";
import { park, tryAgain } from "../store/park.js";
import { rows } from "../store/outbox.js";
import { startOver } from "../store/settle.js";
import { MOST } from "./batch.js";
import { after } from "./patience.js";

/** A conversation that did not end with verdicts. answered: our own server spoke; after: seconds it asked for. */
export class Setback extends Error {
  /**
   * @param {string} code
   * @param {{answered?: boolean, after?: number, status?: number}} [given]
   */
  constructor(code, { answered = false, after: seconds = 0, status = 0 } = {}) {
    super(code);
    this.code = code;
    this.answered = answered;
    this.after = seconds;
    this.status = status;
  }

  /**
   * The setback in an answer other than 200; `answer` is what our server says in it, null where something in between
   * gave it.
   * @param {Response} response
   * @param {{error?: string} | null} answer
   */
  static of(response, answer) {
    return new Setback(answer ? (answer.error ?? "no_reason") : "no_connection", {
      answered: answer !== null,
      after: secondsOf(response),
      status: response.status,
    });
  }

  /**
   * Whatever was thrown as a setback, under its own name: no network, a silence, a full phone.
   * @param {unknown} error
   */
  static from(error) {
    if (error instanceof Setback) return error;
    return new Setback(error instanceof Error ? error.name : String(error));
  }
}

// Enough to halve 100 statements down to the one that is too large or makes the server fail, and to go on.
const MOST_SETBACKS = 16;
// So often a statement may make the server fail while it takes others, and so far apart: a botched migration that is
// mended within minutes is nobody's statement.
const MOST_FAULTS = 3;
const MINUTE = 60_000;
const APART = 5 * MINUTE;
// What was parked for it is tried again after these gaps, doubled each time, so often: for about four weeks.
const FIRST_GAP = 10 * MINUTE;
const LONGEST_GAP = 24 * 60 * MINUTE;
const MOST_RETRIES = 30;

/**
 * Deal with the setback of one round. True where another round may do better at once; otherwise the next try is written
 * down and the run is over.
 * @param {string} account
 * @param {Setback} setback
 * @param {Numbered[]} batch
 * @param {Run} run
 * @returns {Promise<boolean>}
 */
export async function overcome(account, setback, batch, run) {
  run.setbacks += 1;
  if (run.setbacks < MOST_SETBACKS) {
    if (setback.code === "epoch_changed") return beginAgain(account);
    if (setback.status === 413 && batch.length === 1) return park(account, batch[0].mutation, "too_large");
    if (setback.status === 500 && batch.length === 1) return putAside(account, batch[0], run);
    if ((setback.status === 413 || setback.status === 500) && batch.length > 1) return smaller(batch, run);
  }
  if (setback.code === "TimeoutError" && batch.length > 1) await slowDown(account, batch);
  await later(account, setback);
  return false;
}

/**
 * Judge what was put aside in this run. That the server fails over a statement alone is shown only where it took another
 * one meanwhile (run.took): a mere pull may go well while nothing can be written. What did so too often is parked, so
 * that its person hears of it; and again at its first fault, if it had been parked before. True where something was.
 * @param {string} account
 * @param {Run} run
 */
export async function quarantine(account, run) {
  let parked = false;
  for (const row of run.aside.size ? await rows(account) : []) {
    if (!run.aside.has(row.mutation)) continue;
    const faults = run.took ? counted(row.faults) : row.faults;
    if (row.retries || (faults && faults.count >= MOST_FAULTS)) {
      parked = await park(account, row.mutation, "server_fault", turnOf(row.retries ?? 0));
      run.aside.delete(row.mutation);
    } else if (faults !== row.faults) await noteOn(account, row.mutation, { faults });
  }
  return parked;
}

/**
 * What is parked for a fault of the server, and whose turn it is, waits again. Resolves with how many.
 * @param {string} account
 * @param {number} [now]
 */
export const retryFaults = (account, now = Date.now()) =>
  tryAgain(account, "server_fault", ({ again_at: at = now, retries = 0 }) => {
    // A clock that was set back must not put it off for longer than it ever waits.
    const due = at <= now || at > now + LONGEST_GAP;
    return due && retries <= MOST_RETRIES;
  });

// One more fault, unless one was noted a moment ago: {count, at: ms}.
/**
 * @param {Row["faults"]} known
 * @param {number} [now]
 */
function counted(known, now = Date.now()) {
  return known && Math.abs(now - known.at) < APART ? known : { count: (known?.count ?? 0) + 1, at: now };
}

/** @param {number} retries */
const turnOf = (retries) => ({
  retries: retries + 1,
  again_at: Date.now() + Math.min(LONGEST_GAP, FIRST_GAP * 2 ** retries),
  faults: null,
});

/**
 * @param {Numbered[]} batch
 * @param {Run} run
 */
function smaller(batch, run) {
  run.limit = Math.ceil(batch.length / 2);
  return true;
}

/** @param {string} account */
async function beginAgain(account) {
  await startOver(account);
  return true;
}

// One statement that makes the server fail must not keep the others from it, nor the phone from what is new.
/**
 * @param {string} account
 * @param {Numbered} row
 * @param {Run} run
 */
async function putAside(account, { mutation }, run) {
  run.aside.add(mutation);
  run.limit = MOST;
  await noteOn(account, mutation, ({ failed = 0 }) => ({ failed: failed + 1 }));
  return true;
}

// Write something onto a row that still waits: values, or what makes them of the row.
/**
 * @param {string} account
 * @param {string} mutation
 * @param {Partial<Row> | ((row: Row) => Partial<Row>)} values
 */
const noteOn = (account, mutation, values) =>
  transact(nameOf(account), ["outbox"], "readwrite", async (tx) => {
    const row = await tx.objectStore("outbox").get(mutation);
    if (row)
      await tx
        .objectStore("outbox")
        .put({ ...row, ...(typeof values === "function" ? values(row) : values) });
  });

// A line over which so much does not go in time may carry half of it the next time.
/**
 * @param {string} account
 * @param {Numbered[]} batch
 */
const slowDown = (account, batch) => setMeta(nameOf(account), { slow: Math.ceil(batch.length / 2) });

/**
 * @param {string} account
 * @param {Setback} setback
 */
async function later(account, { code, answered, status, after: seconds }) {
  const signedOut = answered && (status === 401 || code === "wrong_account");
  const failures = await transact(nameOf(account), ["meta"], "readonly", (tx) =>
    tx.objectStore("meta").get("failures"),
  );
  const values = { ...after((failures ?? 0) + 1, seconds), trouble: code };
  // On a full phone there may be no room for it: the next try is then sooner than it should be, and no worse.
  await setMeta(nameOf(account), signedOut ? { ...values, auth_needed: true } : values).catch(() => {});
}

/** @param {Response} response */
function secondsOf(response) {
  const value = response.headers.get("Retry-After");
  if (!value) return 0;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Math.max(0, seconds || 0);
}
