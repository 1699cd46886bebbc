// The page's line to the worker: registering it, asking it, hearing it.

// The script of a worker is asked for anew at each look for a new version, past every cache. What it imports lies under the
// name of its build and never changes there: it comes from the browser's cache, not once more over the line.
/** @type {RegistrationOptions} */
const HOW = { type: "module", updateViaCache: "imports" };

/**
 * Register the worker; null where this browser cannot have one and the server alone answers. A worker that is in charge
 * is given at once: browsers register one page after the other, and where the line hangs, none of them gets an answer.
 */
export async function register() {
  try {
    // Asked first: behind a registration that hangs, this would hang too.
    const before = navigator.serviceWorker.getRegistration();
    const asked = navigator.serviceWorker.register("/sw.js", HOW);
    asked.catch(() => {});
    const known = await before;
    if (!known) fetchAhead();
    return known?.active ? known : await asked;
  } catch {
    return null;
  }
}

// The first worker asks for its script, then for the shell, then for the rest: on a slow line each waits for the answer before.
// The shell is fetched meanwhile, and the browser's cache hands it on; without it everything comes as well, later. The script
// is not: a browser that registers it does not wait for the page's copy, and it would travel twice.
function fetchAhead() {
  fetch(`/shell/${document.documentElement.dataset.build}.json`, { keepalive: true }).catch(() => {});
}

/** Ask the worker in charge and resolve with its answer, or with null where there is none within `ms`. */
export async function ask(message, ms = 60_000) {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => null);
  return registration?.active ? askOf(registration.active, message, ms) : null;
}

/** Tell the worker in charge something in the last moment of a page, which will not live to hear an answer. */
export const say = (message) => navigator.serviceWorker?.controller?.postMessage(message);

/** Call handler(message) for everything the worker tells its pages. */
export function hear(handler) {
  new BroadcastChannel("logbook").addEventListener("message", (event) => handler(event.data));
}

function askOf(worker, message, ms) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    setTimeout(() => resolve(null), ms);
    worker.postMessage(message, [port2]);
  });
}
