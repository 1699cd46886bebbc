// Notes above a page's content: what waits on this phone, and what to do about it. Twin of pages/notices.py.
import { daysBetween } from "./days.js";

/** A note above the page's content, with one link at most; `send` puts "Send now" before it. */
export const notice = (state, icon, text, href = null, label = "", send = false) => ({ state, icon, text, href, label, send });

/** How many cases rows of the outbox are about; several changes of one case are one. */
export const casesIn = (outbox) => new Set(outbox.map(({ doc }) => doc.entry || (doc.of ?? doc).id)).size;

/** What every page says while cases cannot leave this phone; null where nothing is in their way. */
export function standingNotice(view, waiting) {
  const { phone } = view.snapshot;
  if (phone === null || !waiting) return null;
  return phone.auth_needed ? signInAgain(waiting) : waitedLong(view, waiting);
}

function signInAgain(waiting) {
  const cases = waiting === 1 ? "1 case. It is" : `${waiting} cases. They are`;
  return notice("local", "lock", `Sign in again to send ${cases} safe on this phone.`, "/sign-in", "Sign in");
}

// After a day its person should look for a network, or keep a copy.
function waitedLong(view, waiting) {
  const since = view.clock.local(view.snapshot.outbox.map((row) => row.at).sort()[0]);
  const days = daysBetween(since, view.today);
  const now = view.clock.local(view.clock.now);
  if (days < 1 || (days === 1 && now.slice(11) < since.slice(11))) return null;
  const who = waiting === 1 ? "1 case has" : `${waiting} cases have`;
  const text = `${who} waited ${days === 1 ? "since yesterday" : `for ${days} days`}.`;
  return notice("alert", "clock", text, "/outbox.json", "Save a copy", true);
}
