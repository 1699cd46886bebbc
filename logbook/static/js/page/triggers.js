// When a page asks the worker to sync: at start, when looked at, online again, on a tap, and while something waits.
import { eachPage } from "./moments.js";
import { toast } from "./toast.js";
import { ask, hear } from "./worker.js";

let timer = 0;

/** Begin asking. Nobody is asked while the page is out of sight. */
export function triggerSync() {
  document.addEventListener("visibilitychange", () => isVisible() && now("visible"));
  addEventListener("online", () => now("online"));
  document.addEventListener("click", (event) => event.target.closest?.("[data-sync-now]") && sendNow());
  hear((message) => message.type === "synced" && later(message.next_ms));
  // The server has just made something, such as a signature: the phone should know it before the next tap.
  eachPage(() => new URLSearchParams(location.search).has("fresh") && now("tap"));
  now("start");
}

async function sendNow() {
  const report = await now("tap");
  if (report && !report.online) toast("No connection. Your cases stay safe on this phone.");
}

const isVisible = () => document.visibilityState === "visible";

function now(reason) {
  // Should the worker never answer, the next look is still sure to come.
  later(30_000);
  return ask({ type: "sync", reason, visible: isVisible() });
}

/** Ask again after so many milliseconds, whatever was planned before. */
export function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(() => (isVisible() ? now("timer") : later(30_000)), ms);
}
