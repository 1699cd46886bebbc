// What a file made by the server cannot hold: the cases that are still only on this phone.
import { device } from "../store/device.js";
import { everything } from "../store/outbox.js";
import { eachPage } from "./moments.js";

/** Fill every [data-unsent] with "2 cases on this phone are not in this file", or leave it hidden. */
export const countUnsent = () => eachPage(() => document.querySelectorAll("[data-unsent]").forEach(count));

async function count(place) {
  const { account } = await device();
  if (!account) return;
  const { outbox, parked } = await everything(account);
  const cases = new Set([...outbox, ...parked].filter((row) => row.kind === "entry").map((row) => row.doc_id)).size;
  if (!cases) return;
  place.textContent = cases === 1 ? "1 case on this phone is not in this file." : `${cases} cases on this phone are not in this file.`;
  place.hidden = false;
}
