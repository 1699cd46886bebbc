// Small courtesies: the server learns the person's time zone, and what is wrong with a form gets the focus.
import { eachPage } from "./moments.js";

/** Tell the server which zone to show times in. The phone's own pages know it anyway. */
export function tellZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  document.cookie = `tz=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; SameSite=Lax`;
}

/** Without a settling delay htmx touches no style attribute, which our own policy would refuse and report. */
export function settleAtOnce() {
  if (window.htmx) window.htmx.config.defaultSettleDelay = 0;
}

/** A form that came back is read out from its problems on. */
export const focusProblems = () => eachPage(() => document.querySelector("[data-problems]")?.focus());
