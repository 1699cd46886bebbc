// News put on the screen, but never under the fingers of someone who writes.
import { hear } from "./worker.js";

/** Draw the page again when a sync brought something, a draft was kept, or the browser shows a page it had put aside. */
export function refreshOnNews() {
  hear((message) => message.type === "synced" && (message.changed || isBehind(message)) && refresh());
  document.addEventListener("kept", () => refresh());
  addEventListener("pageshow", (event) => event.persisted && refresh());
  document.addEventListener(
    "htmx:before:swap",
    (event) => isLate(event.detail.ctx) && event.preventDefault(),
  );
}

// News may come between a page's drawing and the moment it listens: it then says that something waits which has gone, or
// does not say that signing in is what it waits for.
const isBehind = ({ pending, parked, auth_needed }) =>
  (!pending && !parked && document.querySelector("#sync:not([data-state=idle])") !== null) ||
  (pending > 0 &&
    auth_needed &&
    !document.querySelector(".note a:is([href='/sign-in'], [href='/me/links'])"));

// Between the question and its answer a person may have gone on to another page, or begun to write on this one.
/** @param {{news?: any}} [told] */
const isLate = ({ news } = {}) => Boolean(news) && (news.of !== here() || (news.whole && isWriting()));

// What is the same stays where it is, so that the focus, and what was unfolded, outlive the news.
function refresh() {
  // Only a page with the pill is the phone's own; anything else is the server's and costs a request.
  if (!document.getElementById("sync") || !navigator.serviceWorker?.controller) return undefined;
  const whole = !isWriting();
  const place = whole
    ? { target: "#screen", select: "#screen > *", swap: "innerMorph show:none" }
    : { target: "#sync", select: "#sync", swap: "outerHTML" };
  return window.htmx.ajax("GET", here(), { ...place, news: { of: here(), whole } });
}

function isWriting() {
  if (document.querySelector("form[data-draft], dialog[open]")) return true;
  if (document.activeElement?.matches("input, textarea, select")) return true;
  /** @type {NodeListOf<HTMLInputElement>} */
  const controls = document.querySelectorAll("textarea, input:not([type=hidden])");
  return [...controls].some((control) => control.value !== control.defaultValue);
}

function here() {
  const address = new URL(location.href);
  // The news has been fetched; asking for it again would make every later refresh wait.
  address.searchParams.delete("fresh");
  return address.pathname + address.search;
}
