// Coming in and going out: the worker learns whose phone this is before any page of that person is shown.
import { device, setAccount } from "../store/device.js";
import { eachPage } from "./moments.js";
import { ask, hear } from "./worker.js";

const PATIENCE = 60_000;

/** On the arrival page: tell the worker, wait for the first sync, go on. True where this is that page. */
export async function arrive(registration) {
  // Reached by a link it would be a mere picture of itself: only a page of its own says who arrives.
  eachPage(() => location.pathname === "/arrive" && !isHere() && location.reload());
  if (!isHere()) {
    if (registration) eachPage(() => arriveAgain().catch(() => {}));
    return false;
  }
  const account = said("logbook-account");
  const name = said("logbook-name");
  const note = (await device().catch(() => undefined))?.device ? null : tellOfLoss();
  hear((message) => message.type === "pulled" && say(`Fetching your logbook: ${message.docs} so far`));
  if (await active(registration)) await ask({ type: "account", account, name }, PATIENCE);
  // No worker here: the page itself notes whose drafts it keeps.
  else await setAccount(account, name).catch(() => {});
  if (note && "stay" in note.dataset) say("Your logbook is back on this phone.");
  else location.replace(said("logbook-next") ?? "/");
  return true;
}

// What the server heard of this phone before its browser cleared it. Where something was lost, that is read first.
function tellOfLoss() {
  const note = document.getElementById("emptied");
  if (note) note.hidden = false;
  return note;
}

// The server knows who this is, this phone does not: the browser cleared what it kept, but not its cookies. Never away
// from a form, and not twice: where nothing can be kept the server alone has to do.
async function arriveAgain() {
  const isServed = document.querySelector("nav.tabs") && !document.querySelector("main form[method=post]");
  if (!isServed || document.referrer.endsWith("/arrive") || (await device()).account) return;
  location.replace(`/arrive?next=${encodeURIComponent(location.pathname + location.search)}`);
}

const isHere = () => document.querySelector('meta[name="logbook-account"]') !== null;

const said = (name) =>
  /** @type {HTMLMetaElement} */ (document.querySelector(`meta[name="${name}"]`))?.content || null;

/** Wait until a worker is in charge; false where there will be none. */
async function active(registration) {
  if (!registration) return false;
  if (registration.active) return true;
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return false;
  return new Promise((resolve) => {
    const look = () =>
      worker.state === "activated" ? resolve(true) : worker.state === "redundant" && resolve(false);
    worker.addEventListener("statechange", look);
    setTimeout(() => resolve(false), PATIENCE);
    look();
  });
}

function say(words) {
  const place = document.getElementById("arriving");
  if (place) place.textContent = words;
}
