// Small courtesies: what is wrong with a form gets the focus, and so does the heading of a page that came by a tap.
import { eachPage } from "./moments.js";

/**
 * Without a settling delay htmx touches no style attribute, which our own policy would refuse and report. What a reader
 * unfolded, and where the focus may be, is not for news to put right.
 */
export function tuneHtmx() {
  if (!window.htmx) return;
  window.htmx.config.defaultSettleDelay = 0;
  window.htmx.config.morphIgnore.push("open", "tabindex");
}

/** A form that came back is read out from its problems on. */
export const focusProblems = () => eachPage(() => document.querySelector("[data-problems]")?.focus());

/**
 * A page that comes by a tap begins at its top. htmx would scroll in the midst of its swap: for that the browser lays the new
 * page out, and does it again after all that changes on it later. The old page lies there already.
 */
export function beginAtTop() {
  document.addEventListener("htmx:before:swap", (event) => {
    const { target, swap } = event.detail?.ctx ?? {};
    if (event.defaultPrevented || target?.id !== "screen" || !swap?.startsWith("innerHTML")) return;
    target.scrollIntoView();
  });
}

// A page may say where somebody was: whoever fetches it never hears what stood behind the # of its address.
function landing() {
  const place = /** @type {HTMLElement} */ (document.querySelector("#screen [data-lands]"));
  return place && document.getElementById(place.dataset.lands);
}

/** After a tap the next page begins at its heading, for those who hear it and for those who walk by keyboard. */
export function focusHeading() {
  document.addEventListener("htmx:after:swap", (event) => {
    const heading = landing() ?? document.querySelector("#screen h1");
    const { ctx } = event.detail ?? {};
    if (ctx?.news || ctx?.sourceElement?.matches?.("[data-quiet]")) return;
    if (!heading || document.activeElement !== document.body) return;
    heading.tabIndex = -1;
    // To give the focus the browser lays the page out: once, with the frame that shows it, after all that changes on it.
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      heading.focus({ preventScroll: true });
      if (!heading.matches("h1")) heading.scrollIntoView({ block: "center" });
    });
  });
}
