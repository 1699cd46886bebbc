// The one conversation with the server: what waits goes up, what changed comes down. The only file that calls /sync.
import { digest } from "../store/canonical.js";
import { allMeta, nameOf, setMeta } from "../store/db.js";
import { device } from "../store/device.js";
import { handOver, rows } from "../store/outbox.js";
import { localDigest, settle } from "../store/settle.js";
import { MOST, casesIn, oldest, pick, ready } from "./batch.js";
import { BUILD } from "./build.js";
import { alone } from "./lock.js";
import { CALM, wait } from "./patience.js";
import { report, tell } from "./report.js";
import { Setback, overcome } from "./setbacks.js";
import { judge } from "./verdicts.js";

const PROTO = "1";
// A request that hangs is a request that failed: the phone must be free to try again.
const WATCHDOG = 25_000;
// More rounds than any phone needs; a server that never says "no more" must not hold the worker for ever.
const MOST_ROUNDS = 400;

/**
 * Send and fetch until nothing waits, then tell the pages. options: {reason: "tap"|"write"|"online"|"visible"|
 * "start"|"timer", visible: bool}. Never rejects for want of a network: the report says how it went.
 */
export async function sync(account, options = {}) {
  const asked = Date.now();
  return alone(account, async () => {
    const meta = await allMeta(nameOf(account));
    // Whoever held the lock while we waited has done our work, if they began after we were asked.
    const served = meta.last_try >= asked && meta.last_try <= Date.now();
    if (served || wait(meta, { reason: "write", ...options }) > 0) return report(account, { tried: false });
    await setMeta(nameOf(account), { last_try: Date.now() });
    return report(account, { tried: true, before: meta, ...(await rounds(account)) });
  });
}

/** The same for whoever this phone belongs to now; nothing where it belongs to nobody. */
export async function syncCurrent(options) {
  const { account } = await device();
  return account ? sync(account, options) : null;
}

async function rounds(account) {
  const done = { changed: false, sent: 0, online: false };
  const run = { seen: null, rebuilt: false, setbacks: 0, limit: MOST, pulled: 0 };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const phone = await device();
    // The person signed out while we were at it: nothing of theirs may be written any more.
    if (phone.account !== account) return done;
    const meta = await allMeta(nameOf(account));
    const reachable = done.online || (!meta.failures && navigator.onLine !== false);
    const { waiting, batch } = await handOver(account, (all) => pick(ready(all, reachable), run.limit));
    if (!meta.cursor) run.seen ??= new Set();
    try {
      if (batch.length) tell({ type: "sending", account, cases: casesIn(batch) });
      const answer = await exchange(requestOf({ account, phone, meta, waiting, batch }));
      done.online = true;
      if (!(await takeIn(account, { answer, batch, run, done }))) return done;
    } catch (error) {
      done.online ||= error instanceof Setback && error.answered;
      if (!(await overcome(account, error, batch, run))) return done;
    }
  }
  return done;
}

/** Write one answer down; true where another round has work to do. */
async function takeIn(account, { answer, batch, run, done }) {
  const { docs, cursor, more, error } = answer.pull;
  for (const doc of docs) run.seen?.add(`${doc.kind} ${doc.id}`);
  // A pull that failed brought nothing: the verdicts stand, but nothing may be swept away for not having come.
  const sweep = more || error ? null : run.seen;
  const received_at = answer.server_now;
  const pulled = error ? {} : { cursor, epoch: answer.epoch, last_sync: received_at };
  const values = { ...CALM, ...pulled, auth_needed: false, ...(more || error ? {} : { synced: true }) };
  await intact(docs);
  let plan;
  let settled = null;
  while (!settled) {
    plan = await judge(await rows(account), answer.results);
    settled = await settle(account, { plan, docs, values, sweep, received_at });
  }
  done.changed ||= settled.changed;
  done.sent += casesIn(plan.accepted.map(({ row }) => row));
  if (more) {
    run.pulled += docs.length;
    tell({ type: "pulled", account, docs: run.pulled });
    return true;
  }
  if (error) throw new Setback(error, { answered: true });
  run.seen = null;
  if (plan.retry !== null) throw new Setback("retry", { answered: true, after: plan.retry });
  if ((await rows(account)).length) return moved(plan) || !batch.length;
  return !(await agrees(account, answer.digest)) && startAgain(account, run);
}

const moved = ({ accepted, parked, renewed, undone }) => accepted.length + parked.length + renewed.length + undone.length > 0;

// A statement damaged on its way would otherwise be shown, and built upon, as if someone had written it.
async function intact(docs) {
  const hashes = await Promise.all(docs.map((doc) => (doc.gone ? null : digest(doc.stmt))));
  if (docs.some((doc, index) => !doc.gone && doc.hash !== hashes[index])) throw new Setback("damaged", { answered: true });
}

async function agrees(account, theirs) {
  if (!theirs) return true;
  const ours = await localDigest(account);
  return ours.count === theirs.count && ours.xor === theirs.xor;
}

// The phone and the server differ although each thinks it is complete: fetch everything again, once in a run.
async function startAgain(account, run) {
  if (run.rebuilt) return false;
  run.rebuilt = true;
  await setMeta(nameOf(account), { cursor: null });
  return true;
}

function requestOf({ account, phone, meta, waiting, batch }) {
  return {
    proto: Number(PROTO), build: BUILD, request_id: crypto.randomUUID(), account, device: phone.device,
    client_now: new Date().toISOString(), epoch: meta.epoch ?? null, cursor: meta.cursor ?? null,
    pending_left: waiting.length - batch.length, oldest_pending: oldest(waiting),
    mutations: batch.map(({ mutation, n, after, stmt }) => ({ id: mutation, n, after: after ?? null, stmt, sig: null })),
  };
}

async function exchange(body) {
  const response = await fetch("/sync", {
    method: "POST", body: JSON.stringify(body), redirect: "manual", credentials: "same-origin", cache: "no-store",
    headers: { "Content-Type": "application/json", "X-Requested-With": "injection-logbook", "Sync-Proto": PROTO },
    signal: AbortSignal.timeout(WATCHDOG),
  });
  const ours = response.headers.has("Sync-Proto") && response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = ours ? await response.json() : {};
  if (response.status !== 200) throw Setback.of(response, answer, ours);
  // A café's login page also answers 200. Only an answer to this very request counts.
  if (answer.request_id !== body.request_id || answer.account !== body.account) throw new Setback("no_connection");
  return answer;
}
