// On a shared phone: that somebody's unsent work lies here, and how it gets away. Whose it is, is nobody's business.
import { locked } from "../store/device.js";
import { hear } from "./worker.js";

const ONE =
  "Work that was not sent is kept on this phone, locked. It goes when its writer signs in here again.";
const MANY =
  "Work of more than one person that was not sent is kept on this phone, locked. It goes when they sign in here again.";

/** Fill [data-locked] where there is such work. What was left a moment ago is looked at once the worker has tidied up. */
export function tellOfLocked() {
  hear((message) => message.type === "tidied" && tell());
  tell();
}

async function tell() {
  const place = document.querySelector("[data-locked]");
  const people = place ? await locked().catch(() => 0) : 0;
  if (!place || !people) return;
  place.querySelector("[data-locked-words]").textContent = people === 1 ? ONE : MANY;
  place.hidden = false;
}
