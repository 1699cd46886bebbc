// What a fast clock dated wrongly is moved back and sent once more: the words are in twins/statements/moving.js.
/** @import { Base, Bundle, Refused, Row, Values, Visit } from "phone" */
/** @typedef {Map<string | null, { row: Row, minutes: number }>} Renewed */
import { digest, text } from "../store/canonical.js";
import { everything } from "../store/outbox.js";
import { replace } from "../store/park.js";
import { snapshot } from "../store/snapshot.js";
import { movable, moved } from "../twins/statements/moving.js";
import { seeOther } from "./answers.js";
import { clock } from "./clock.js";
import { send } from "./keeping.js";

// What names another statement's text: where that one is made anew, it names the new one.
const NAMES = ["prev", "entry_hash", "of_hash"];

/**
 * POST /outbox/redate: everything that can be put right, in one go; a second tap finds nothing left to do.
 * @param {Visit} visit
 */
export async function redate({ account, bundle, event }) {
  const pairs = await madeAnew(account, bundle);
  if (await replace(account, pairs)) event.waitUntil(send(account));
  return seeOther("/entries");
}

/**
 * @param {string} account
 * @param {Bundle} bundle
 */
async function madeAnew(account, bundle) {
  const [known, { parked }] = await Promise.all([snapshot(account, bundle), everything(account)]);
  const { tz } = clock();
  const docs = new Map(known.parked.map(({ mutation, doc }) => [mutation, doc]));
  const right = new Map(movable(known.parked, known.phone, tz).map((one) => [one.mutation, one]));
  // By mutation and by hash of the old one: the row that takes its place.
  /** @type {Renewed} */
  const renewed = new Map();
  const pairs = [];
  for (const old of parked) {
    // What was built upon one of them waited for it, and was dated by the same clock.
    const before = old.code === "blocked" ? renewed.get(old.after) : undefined;
    const minutes = (right.get(old.mutation) ?? before)?.minutes;
    const doc = docs.get(old.mutation);
    if (!minutes || !doc || doc.typ === "damaged") continue;
    const row = await again(old, moved(doc, minutes, old.at, tz) ?? { ...doc }, renewed);
    for (const name of [old.mutation, old.hash]) renewed.set(name, { row, minutes });
    pairs.push({ old: old.mutation, row });
  }
  return pairs;
}

/**
 * @param {Refused} old
 * @param {Values} doc
 * @param {Renewed} renewed
 * @returns {Promise<Row>}
 */
async function again(old, doc, renewed) {
  const mutation = crypto.randomUUID();
  for (const name of NAMES) {
    const made = renewed.get(doc[name]);
    if (made) doc[name] = made.row.hash;
  }
  if ("mutation" in doc) doc.mutation = mutation;
  const stmt = text(doc);
  return {
    ...old,
    mutation,
    stmt,
    hash: await digest(stmt),
    after: renewed.get(old.after)?.row.mutation ?? old.after,
    base: old.base && baseOf(old.base, renewed),
    handed: false,
  };
}

/**
 * @param {Base} base
 * @param {Renewed} renewed
 * @returns {Base}
 */
function baseOf(base, renewed) {
  const made = renewed.get(base.hash);
  return made ? { ...base, hash: made.row.hash, stmt: made.row.stmt } : base;
}
