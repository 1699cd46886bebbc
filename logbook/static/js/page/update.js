// A new version waits until its person says so: code never changes under a half-written form.
import { keepChanged } from "./drafts.js";
import { eachPage } from "./moments.js";

const BUILD = /<html[^>]* data-build="([^"]+)"/;
const SIX_HOURS = 6 * 3600 * 1000;

/** A page of another version is loaded whole: half of it would be drawn and run by the files of this one. */
export function loadWholeWhereNew() {
  document.addEventListener("htmx:before:swap", (event) => {
    const { news, request, response, text } = event.detail.ctx ?? {};
    const build = BUILD.exec(text ?? "")?.[1];
    if (!build || build === document.documentElement.dataset.build || (news && !news.whole)) return;
    // A form that came back holds what was typed: it stays, and every version takes it.
    if (request.method !== "GET" && !response.raw.redirected) return;
    event.preventDefault();
    location.assign(response.raw.url);
  });
}

/** Offer a waiting version, and let it in when asked: drafts kept, one reload in every tab. */
export function offerUpdate(registration) {
  if (!registration) return;
  eachPage(() => registration.waiting && offer());
  registration.addEventListener("updatefound", () => watch(registration.installing));
  if (registration.installing) watch(registration.installing);
  document.addEventListener("click", (event) => event.target.closest?.("#restart") && restart(registration));
  reloadOnce();
  const look = () => document.visibilityState === "visible" && registration.update().catch(() => {});
  document.addEventListener("visibilitychange", look);
  setInterval(look, SIX_HOURS);
}

function watch(worker) {
  worker?.addEventListener("statechange", () => {
    // The very first worker has nothing to wait for and nobody to ask.
    if (worker.state === "installed" && navigator.serviceWorker.controller) offer();
  });
}

function offer() {
  const note = document.getElementById("update");
  if (note) note.hidden = false;
}

async function restart(registration) {
  await keepChanged();
  registration.waiting?.postMessage({ type: "skip" });
}

function reloadOnce() {
  let reloading = !navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", async () => {
    if (reloading) return void (reloading = false);
    reloading = true;
    await keepChanged();
    location.reload();
  });
}
