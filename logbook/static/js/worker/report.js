// What a sync came to, told to every open page.
/** @import { Meta, Synced, Told } from "phone" */
import { allMeta, nameOf } from "../store/db.js";
import { longest } from "../store/hold.js";
import { rows, waiting } from "../store/outbox.js";
import { nextLook } from "./patience.js";

/**
 * {type: "synced", account, changed, online, sent, pending, parked, auth_needed, next_ms} broadcast to the pages
 * and returned. run: {tried, changed, online, sent, before: meta} of the sync just over.
 * @param {string} account
 * @param {{tried?: boolean, changed?: boolean, online?: boolean | null, sent?: number, before?: Meta | null}} run
 */
export async function report(
  account,
  { tried = true, changed = false, online = null, sent = 0, before = null },
) {
  const [{ outbox: pending, parked }, meta] = await Promise.all([waiting(account), allMeta(nameOf(account))]);
  const held = pending ? longest(await rows(account)) : 0;
  const next_ms = held ? held + 100 : nextLook(meta, pending);
  const auth_needed = meta.auth_needed ?? false;
  // That one must sign in again is news too: the page has words for it.
  const news = changed || (before !== null && (before.auth_needed ?? false) !== auth_needed);
  /** @type {Synced} */
  const message = {
    type: "synced",
    account,
    tried,
    changed: news,
    online: online ?? !meta.failures,
    sent,
    pending,
    parked,
    auth_needed,
    complete: meta.synced ?? false,
    next_ms,
  };
  tell(message);
  return message;
}

/**
 * Send a message to every page of this phone.
 * @param {Told} message
 */
export function tell(message) {
  const channel = new BroadcastChannel("logbook");
  channel.postMessage(message);
  channel.close();
}
