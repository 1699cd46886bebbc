// A new version waits until its person says so: code never changes under a half-written form.
import { keepChanged } from "./drafts.js";
import { eachPage } from "./moments.js";

const SIX_HOURS = 6 * 3600 * 1000;

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
