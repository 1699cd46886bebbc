// What time it is for the person who looks at this phone.
/** @import { Clock } from "phone" */

/**
 * {now: "…Z" to the second, tz: zone name, local(instant) → "YYYY-MM-DDTHH:MM"}.
 * @returns {Clock}
 */
export function clock() {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  return { now, tz: Intl.DateTimeFormat().resolvedOptions().timeZone, local };
}

// What no calendar shows comes back as it was written: a page that fails over one date hides all the others.
/** @param {string} instant */
function local(instant) {
  const date = new Date(instant);
  if (!(date.getFullYear() <= 9999)) return instant;
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
