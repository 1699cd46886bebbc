// A line of filters that is longer than the screen: the one that is chosen is in sight.
import { eachPage } from "./moments.js";

/** Bring the chosen filter of each page into sight. */
export const keepChosenInSight = () => eachPage(() => requestAnimationFrame(showChosen));

/** Swipe each line of filters, not the page, so far that its chosen one stands in the middle. */
export function showChosen() {
  for (const line of document.querySelectorAll(".filters")) {
    const chosen = line.querySelector("[aria-current]");
    if (!chosen) continue;
    const [at, around] = [chosen.getBoundingClientRect(), line.getBoundingClientRect()];
    line.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
  }
}
