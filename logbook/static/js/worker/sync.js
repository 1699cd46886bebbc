// The one conversation with the server: what waits goes up, what changed comes down. The only file that calls /sync.
/** @import { Done, Meta, Numbered, Plan, Pull, Run, Why } from "phone" */
/** @import { Digest, Envelope, Gone, SyncAnswer, Wire } from "shapes" */
import { digest } from "../store/canonical.js";
import { census, setAside } from "../store/damage.js";
import { allMeta, layReserve, nameOf, setMeta } from "../store/db.js";
import { device } from "../store/device.js";
import { heldIn } from "../store/hold.js";
import { casesIn, handOver, rows } from "../store/outbox.js";
import { localDigests, settle } from "../store/settle.js";
import { MOST, oldest, pick, ready, without } from "./batch.js";
import { BUILD } from "./build.js";
import { alone } from "./lock.js";
import { CALM, fetched, wait } from "./patience.js";
import { report, tell } from "./report.js";
import { Setback, overcome, quarantine, retryFaults } from "./setbacks.js";
import { judge } from "./verdicts.js";

const PROTO = "1";
// What this build understands beyond the protocol. A header, because an earlier server refuses a key that it does not know.
const KNOWS = "others, part";
// More rounds than any phone needs; a server that never says "no more" must not hold the worker for ever.
const MOST_ROUNDS = 400;
const A_DAY = 86_400_000;

/**
 * Send and fetch until nothing waits, then tell the pages. Never rejects for want of a network: the report says how it
 * went.
 * @param {string} account
 * @param {Why} why
 */
export async function sync(account, why) {
  const asked = Date.now();
  return alone(account, async () => {
    const meta = await allMeta(nameOf(account));
    // Whoever held the lock while we waited has done our work, if they began after we were asked.
    const { last_try = 0 } = meta;
    const served = last_try >= asked && last_try <= Date.now();
    if (served || wait(meta, why) > 0) return report(account, { tried: false });
    // A phone that is too full to note this can still send, which makes room.
    await setMeta(nameOf(account), { last_try: Date.now() }).catch(() => {});
    const aside = await setAside(account);
    await retryFaults(account);
    const done = await rounds(account, meta.slow ?? null);
    await layReserve().catch(() => {});
    return report(account, { tried: true, before: meta, ...done, changed: done.changed || aside > 0 });
  });
}

/**
 * The same for whoever this phone belongs to now; nothing where it belongs to nobody.
 * @param {Why} why
 */
export async function syncCurrent(why) {
  const { account } = await device();
  return account ? sync(account, why) : null;
}

/**
 * @param {string} account
 * @param {number | null} slow
 * @returns {Promise<Done>}
 */
async function rounds(account, slow) {
  const done = { changed: false, sent: 0, online: false };
  /** @type {Run} */
  const run = {
    rebuilt: false,
    setbacks: 0,
    limit: slow || MOST,
    slow: Boolean(slow),
    aside: new Set(),
    took: false,
    pulled: 0,
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const phone = await device();
    // The person signed out while we were at it: nothing of theirs may be written any more.
    if (phone.account !== account) return done;
    const meta = await allMeta(nameOf(account));
    const reachable = done.online || (!meta.failures && navigator.onLine !== false);
    const { waiting, batch } = await handOver(account, (all) =>
      pick(without(ready(all, reachable), [...run.aside, ...heldIn(all)]), run.limit),
    );
    try {
      if (batch.length) tell({ type: "sending", account, cases: casesIn(batch) });
      const answer = await exchange(requestOf({ account, phone, meta, waiting, batch }), meta);
      done.online = true;
      if (!(await takeIn(account, { asked: meta.cursor ?? null, answer, batch, run, done }))) return done;
    } catch (error) {
      const setback = Setback.from(error);
      done.online ||= setback.answered;
      if (!(await overcome(account, setback, batch, run))) return done;
    }
  }
  return done;
}

/**
 * Write one answer down; true where another round has work to do.
 * @param {string} account
 * @param {{asked: string | null, answer: SyncAnswer, batch: Numbered[], run: Run, done: Done}} given
 */
async function takeIn(account, { asked, answer, batch, run, done }) {
  const { docs, cursor, more, error } = answer.pull;
  // A pull that failed brought nothing: the verdicts stand, but nothing may be swept away for not having come.
  const pull = error ? null : { asked, cursor, ends: !more };
  const received_at = answer.server_now;
  /** @type {Meta} */
  const pulled = error
    ? {}
    : {
        cursor,
        epoch: answer.epoch,
        part: answer.pull.part ?? false,
        last_sync: received_at,
        clock_offset_s: ahead(received_at),
        ...(answer.you && { you: answer.you }),
      };
  // What the server fails over is tried less and less often, however well it answers everything else.
  const calm = run.aside.size ? {} : CALM;
  const values = {
    ...calm,
    ...pulled,
    ...faster(run),
    auth_needed: false,
    ...(more || error ? {} : { synced: true }),
  };
  await intact(docs);
  const { plan, changed, full } = await writeDown(account, answer, { docs, values, pull }, calm);
  done.changed ||= changed;
  run.took ||= moved(plan);
  if (await quarantine(account, run)) done.changed = true;
  done.sent += casesIn(plan.accepted.map(({ row }) => row));
  if (full) throw new Setback("no_space", { answered: true });
  if (more) {
    run.pulled += docs.length;
    tell({ type: "pulled", account, docs: run.pulled });
    return true;
  }
  if (error) throw new Setback(error, { answered: true });
  if (plan.retry !== null) throw new Setback("retry", { answered: true, after: plan.retry });
  const left = await rows(account);
  if (left.length && !without(left, run.aside).length) throw new Setback("server_fault", { answered: true });
  // What is held for Undo waits for its moment, and no round is made for it.
  if (left.length && !without(left, [...run.aside, ...heldIn(left)]).length) return false;
  if (left.length) return moved(plan) || !batch.length;
  if (await census(account)) return true;
  return !(await agrees(account, answer)) && startAgain(account, run);
}

/**
 * The verdicts and what came with them in one transaction; `full` where there was no room for what came: what the server
 * took leaves the outbox all the same, with the `least` to note, and the rest comes again later.
 * @param {string} account
 * @param {SyncAnswer} answer
 * @param {{docs: (Wire | Gone)[], values: Meta, pull: Pull | null}} came
 * @param {Meta} least
 */
async function writeDown(account, { results, server_now: received_at }, came, least) {
  let full = false;
  for (;;) {
    const plan = await judge(await rows(account), results, ahead(received_at));
    const given = full ? { docs: [], values: least, pull: null } : came;
    try {
      const settled = await settle(account, { plan, received_at, ...given });
      // Where the outbox grew meanwhile, nothing was written: judge again.
      if (settled) return { plan, full, changed: settled.changed };
    } catch (error) {
      if (full || !(error instanceof Error) || error.name !== "QuotaExceededError") throw error;
      full = true;
    }
  }
}

// How far this phone's clock is ahead of the server's, in seconds; nothing is put in order by it.
/** @param {string} server_now */
const ahead = (server_now) => Math.round((Date.now() - Date.parse(server_now)) / 1000) || 0;

/** @param {Plan} plan */
const moved = ({ accepted, parked, renewed, undone }) =>
  accepted.length + parked.length + renewed.length + undone.length > 0;

// After a line that was too slow for a whole batch: twice as much each time that it went well.
/**
 * @param {Run} run
 * @returns {Meta}
 */
function faster(run) {
  if (!run.slow) return {};
  run.limit = Math.min(MOST, 2 * run.limit);
  run.slow = run.limit < MOST;
  return { slow: run.slow ? run.limit : null };
}

// A statement damaged on its way would otherwise be shown, and built upon, as if someone had written it.
/** @param {(Wire | Gone)[]} docs */
async function intact(docs) {
  const sound = await Promise.all(
    docs.map(async (doc) => "gone" in doc || (await digest(doc.stmt)) === doc.hash),
  );
  if (!sound.every(Boolean)) throw new Setback("damaged", { answered: true });
}

/**
 * @param {string} account
 * @param {SyncAnswer} answer
 */
async function agrees(account, { digest, others }) {
  const ours = await localDigests(account);
  const same = isSame(ours.digest, digest) && isSame(ours.others, others);
  if (same && (await allMeta(nameOf(account))).again) await setMeta(nameOf(account), { again: null });
  return same;
}

// A server of an earlier build says nothing of the others.
/**
 * @param {Digest} ours
 * @param {Digest | null | undefined} theirs
 */
const isSame = (ours, theirs) => !theirs || (ours.count === theirs.count && ours.xor === theirs.xor);

// The phone and the server differ although each thinks it is complete: fetch everything again, once in a run. Where that
// did not help twice, the server has been told, and it is tried once a day.
/**
 * @param {string} account
 * @param {Run} run
 */
async function startAgain(account, run) {
  const { again } = await allMeta(nameOf(account));
  const tired = again && again.times > 1 && Math.abs(Date.now() - again.at) < A_DAY;
  if (run.rebuilt || tired) return false;
  run.rebuilt = true;
  await setMeta(nameOf(account), {
    cursor: null,
    again: { times: (again?.times ?? 0) + 1, at: Date.now() },
  });
  return true;
}

/**
 * @param {{account: string, phone: {device: string | null}, meta: Meta, waiting: Numbered[], batch: Numbered[]}} given
 * @returns {Envelope}
 */
function requestOf({ account, phone, meta, waiting, batch }) {
  return {
    proto: Number(PROTO),
    build: BUILD,
    request_id: crypto.randomUUID(),
    account,
    device: phone.device ?? "",
    client_now: new Date().toISOString(),
    epoch: meta.epoch ?? null,
    cursor: meta.cursor ?? null,
    pending_left: waiting.length - batch.length,
    oldest_pending: oldest(waiting),
    mutations: batch.map(({ mutation, n, after, stmt }) => ({
      id: mutation,
      n,
      after: after ?? null,
      stmt,
      sig: null,
    })),
  };
}

/**
 * @param {Envelope} body
 * @param {Meta} meta how often it has fetched everything because it counted otherwise; up to when its person has looked
 * @returns {Promise<SyncAnswer>}
 */
async function exchange(body, { again, looked = "", you }) {
  const { response, text } = await fetched("/sync", {
    method: "POST",
    body: JSON.stringify(body),
    redirect: "manual",
    credentials: "same-origin",
    cache: "no-store",
    headers: {
      "Content-Type": "application/json",
      "X-Requested-With": "injection-logbook",
      "Sync-Proto": PROTO,
      "Sync-Knows": KNOWS,
      ...(again && { "Sync-Again": String(again.times) }),
      ...(looked > (you?.looked ?? "") && { "Sync-Looked": looked }),
    },
  });
  const ours =
    response.headers.has("Sync-Proto") &&
    response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = ours ? JSON.parse(text) : null;
  if (response.status !== 200) throw Setback.of(response, answer);
  // A café's login page also answers 200. Only an answer to this very request counts.
  if (answer?.request_id !== body.request_id || answer?.account !== body.account)
    throw new Setback("no_connection");
  return answer;
}
