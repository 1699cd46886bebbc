// What went wrong on the way to the server, and what to do about it: try smaller, later, or not before the person acts.
import { nameOf, setMeta, transact } from "../store/db.js";
import { park } from "../store/park.js";
import { rows } from "../store/outbox.js";
import { startOver } from "../store/settle.js";
import { MOST } from "./batch.js";
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
// So often a statement may make the server fail, each time in a run of its own, while others get through.
const MOST_FAILURES = 3;

/**
 * Deal with an error of one round. run: {seen, rebuilt, setbacks, limit, aside: Set of mutations}. True where another
 * round may do better at once; otherwise the next try is written down and the run is over.
 */
export async function overcome(account, error, batch, run) {
  run.setbacks += 1;
  if (run.setbacks < MOST_SETBACKS) {
    if (error.code === "epoch_changed") return beginAgain(account, run);
    if (error.status === 413 && batch.length === 1) return park(account, batch[0].mutation, "too_large");
    if (error.status === 500 && batch.length === 1) return putAside(account, batch[0], run);
    if ((error.status === 413 || error.status === 500) && batch.length > 1) return smaller(batch, run);
  }
  if (error.name === "TimeoutError" && batch.length > 1) await slowDown(account, batch);
  await later(account, error);
  return false;
}

/**
 * The server answered a request without what was put aside: it fails over that alone. What did so too often is parked,
 * so that the phone comes to rest and its person hears of it. True where something was.
 */
export async function quarantine(account, run) {
  let parked = false;
  for (const row of run.aside.size ? await rows(account) : []) {
    if (!run.aside.has(row.mutation) || row.failed < MOST_FAILURES) continue;
    parked = await park(account, row.mutation, "server_fault");
    run.aside.delete(row.mutation);
  }
  return parked;
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

// One statement that makes the server fail must not keep the others from it, nor the phone from what is new.
async function putAside(account, { mutation }, run) {
  run.aside.add(mutation);
  run.limit = MOST;
  await transact(nameOf(account), ["outbox"], "readwrite", async (tx) => {
    const row = await tx.objectStore("outbox").get(mutation);
    if (row) await tx.objectStore("outbox").put({ ...row, failed: (row.failed ?? 0) + 1 });
  });
  return true;
}

// A line over which so much does not go in time may carry half of it the next time.
const slowDown = (account, batch) => setMeta(nameOf(account), { slow: Math.ceil(batch.length / 2) });

async function later(account, error) {
  const signedOut = error.answered && (error.status === 401 || error.code === "wrong_account");
  const failures = await transact(nameOf(account), ["meta"], "readonly", (tx) => tx.objectStore("meta").get("failures"));
  const values = { ...after((failures ?? 0) + 1, error.after), trouble: typeof error.code === "string" ? error.code : error.name };
  // On a full phone there may be no room for it: the next try is then sooner than it should be, and no worse.
  await setMeta(nameOf(account), signedOut ? { ...values, auth_needed: true } : values).catch(() => {});
}

function secondsOf(response) {
  const value = response.headers.get("Retry-After");
  if (!value) return 0;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Math.max(0, seconds || 0);
}
