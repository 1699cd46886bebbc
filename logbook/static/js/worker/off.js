// The worker for a time when the phone's own pages are switched off: it sends what waits, saves copies, answers no page.
import { device } from "../store/device.js";
import { copy } from "./copy.js";
import { hear, state } from "./messages.js";
import { syncCurrent } from "./sync.js";

// The one version that asks nobody: it is served because the pages of another cannot be trusted.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (/** @type {ExtendableMessageEvent} */ event) =>
  event.waitUntil(hear(event, { state: async () => ({ ...(await state()), off: true }) })),
);
addEventListener("sync", (event) => event.waitUntil(syncCurrent({ reason: "online" })));
addEventListener("fetch", (event) => isCopy(event.request) && event.respondWith(saved(event.request)));

/** @param {Request} request */
const isCopy = ({ method, url }) => method === "GET" && new URL(url).pathname === "/outbox.json";

/** @param {Request} request */
async function saved(request) {
  const { account } = await device();
  return account ? copy({ account }) : fetch(request);
}
