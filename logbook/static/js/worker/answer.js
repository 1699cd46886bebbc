// One request answered: by whom, with what at hand, and never with a rejection, which a page would show as nothing.
/** @import { Handler, Visit } from "phone" */
import { census, isSound } from "../store/damage.js";
import { meta, nameOf } from "../store/db.js";
import { device } from "../store/device.js";
import { broken, full, held } from "./answers.js";
import { outside } from "./outside.js";
import { find, isFile } from "./routes.js";
import { asset, shell } from "./shell.js";
import { sync } from "./sync.js";

/**
 * Answer a fetch event, or leave it to the network by not touching it. Of what is not a plain read only the phone's
 * own forms are taken: a signature with a password must never pass through here.
 * @param {FetchEvent} event
 */
export function answer(event) {
  const { request } = event;
  if (new URL(request.url).origin !== self.location.origin) return;
  const route = find(request);
  if (route) event.respondWith(own(event, route).catch(failed));
  else if (isFile(request)) event.respondWith(asset(request));
  else if (request.method === "GET" && request.mode === "navigate") event.respondWith(outside(request));
}

/** @type {Record<string, () => Response>} */
const SAYINGS = { QuotaExceededError: full, BlockedError: held };

/**
 * @param {FetchEvent} event
 * @param {{handler: Handler, id: string}} route
 * @returns {Promise<Response>}
 */
async function own(event, { handler, id }) {
  const phone = await device();
  // Nobody has arrived on this phone, or nothing of theirs: the pages are the server's.
  if (!phone.account || !(await meta(nameOf(phone.account), "synced"))) return outside(event.request);
  const { account } = phone;
  const visit = {
    event,
    request: event.request,
    url: new URL(event.request.url),
    id,
    account,
    ...(await shell()),
  };
  if (id && !(await isSound(account, id))) {
    event.waitUntil(sync(account, { reason: "tap" }));
    // Nothing may be built on a damaged copy; in a moment a whole one is here.
    if (event.request.method !== "GET") return broken();
  }
  try {
    return await handler(visit);
  } catch (error) {
    return onceMore(visit, handler, error);
  }
}

// A document that lies damaged here can make any page fail. The page is drawn without it.
/**
 * @param {Visit} visit
 * @param {Handler} handler
 * @param {unknown} error
 */
async function onceMore(visit, handler, error) {
  if (visit.request.method !== "GET" || sayingOf(error) || !(await census(visit.account, { now: true })))
    throw error;
  return handler(visit);
}

/** @param {unknown} error */
function failed(error) {
  console.error(error);
  return (sayingOf(error) ?? broken)();
}

/**
 * @param {unknown} error
 * @returns {(() => Response) | undefined}
 */
const sayingOf = (error) => (error instanceof Error ? SAYINGS[error.name] : undefined);
