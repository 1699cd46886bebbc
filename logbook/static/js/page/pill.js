// The pill in the bar while something is on its way: "Sending 2", then again what the page says of itself.
import { hear } from "./worker.js";

// A request that is over sooner than anyone could read about it is not worth a word.
const NOTICEABLE = 400;

let timer = 0;

/** Say in the pill what the worker is sending. */
export function showSending() {
  hear(({ type, cases }) => {
    clearTimeout(timer);
    if (type === "sending") timer = setTimeout(() => say(`Sending ${cases}`), NOTICEABLE);
    if (type === "synced") restore();
  });
}

function say(words) {
  const place = document.querySelector("#sync span");
  if (!place) return;
  place.dataset.before ??= place.textContent;
  place.textContent = words;
}

// Where news came the page is drawn anew; where none came, it says what it said.
function restore() {
  const place = document.querySelector("#sync span[data-before]");
  if (!place) return;
  place.textContent = place.dataset.before;
  delete place.dataset.before;
}
