// One request answered: by whom, with what at hand, and never with a rejection, which a page would show as nothing.
import { meta, nameOf } from "../store/db.js";
import { device } from "../store/device.js";
import { broken, full } from "./answers.js";
import { outside } from "./outside.js";
import { find, isFile } from "./routes.js";
import { asset, shell } from "./shell.js";

/**
 * Answer a fetch event, or leave it to the network by not touching it. Of what is not a plain read only the phone's
 * own forms are taken: a signature with a password must never pass through here.
 */
export function answer(event) {
  const { request } = event;
  if (new URL(request.url).origin !== self.location.origin) return;
  const route = find(request);
  if (route) event.respondWith(own(event, route).catch(failed));
  else if (isFile(request)) event.respondWith(asset(request));
  else if (request.method === "GET" && request.mode === "navigate") event.respondWith(outside(request));
}

async function own(event, { handler, id }) {
  const phone = await device();
  // Nobody has arrived on this phone, or nothing of theirs: the pages are the server's.
  if (!phone.account || !(await meta(nameOf(phone.account), "synced"))) return outside(event.request);
  const url = new URL(event.request.url);
  return handler({ event, request: event.request, url, id, account: phone.account, ...(await shell()) });
}

function failed(error) {
  console.error(error);
  return error?.name === "QuotaExceededError" ? full() : broken();
}
