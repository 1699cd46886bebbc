// What a page may ask of the worker: sync, whose phone this is, let the new version in, how things stand.
/** @import { Answers, Asking } from "phone" */
import { device, setAccount, tidyAway } from "../store/device.js";
import { letGo } from "../store/hold.js";
import { BUILD } from "./build.js";
import { alone } from "./lock.js";
import { report, tell } from "./report.js";
import { sync, syncCurrent } from "./sync.js";

/**
 * Answer a message {type, …}; where it came with a port, the answer goes back through it. more: {type: answer} besides.
 * @param {ExtendableMessageEvent} event
 * @param {Answers} [more]
 */
export async function hear(event, more = {}) {
  const type = /** @type {keyof Asking} */ (event.data?.type);
  const answer = await { ...ANSWERS, ...more }[type]?.(event.data);
  event.ports[0]?.postMessage(answer ?? null);
}

/** @type {Answers} */
const ANSWERS = {
  sync: ({ reason, visible }) => syncCurrent({ reason, visible }),
  account: ({ account, name }) => changeAccount(account, name),
  letgo: () => release(),
  skip: () => skipWaiting(),
  state: () => state(),
};

/**
 * @param {string | null} account
 * @param {string | null} [name]
 */
async function changeAccount(account, name) {
  const before = await setAccount(account, name ?? null);
  // Under the lock of a sync that may still be running: it must not fill the database again behind us.
  if (before && before !== account) await alone(before, () => tidyAway(before));
  tell({ type: "tidied" });
  return account ? sync(account, { reason: "tap" }) : { account: null };
}

// Undo is offered no more: the page left, another form came, or its person signs out.
async function release() {
  const { account } = await device();
  return account && (await letGo(account)) ? sync(account, { reason: "write" }) : null;
}

/** {account, build, sync}: whose phone this is, and how things stand. */
export async function state() {
  const { account } = await device();
  return { account, build: BUILD, sync: account ? await report(account, { tried: false }) : null };
}
