// Notes above a page's content: what waits on this phone, and what to do about it. Twin of pages/notices.py.
/** @import { Clock, View } from "phone" */
/** @import { Link, Notice, Waiting, Written } from "shapes" */
import { stamp } from "../filters.js";
import { about } from "../kinds.js";
import { closes } from "./cases.js";
import { daysBetween } from "./days.js";

// Ten minutes: less than that is nobody's mistake.
const CLOCK_S = 600;
// The tabs whose pages tell of more than what waits; so do those within the queue, which compare with it.
const TOLD = ["signed", "trainees"];
/** @type {[number, string][]} */
const UNITS = [
  [31_536_000, "year"],
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
];

/**
 * A note above the page's content, with one link at most; `send` puts "Send now" before it.
 * @param {string} state
 * @param {string} icon
 * @param {string} text
 * @param {string | null} [href]
 * @param {string} [label]
 * @param {boolean} [send]
 * @returns {Notice}
 */
export const notice = (state, icon, text, href = null, label = "", send = false) => ({
  state,
  icon,
  text,
  href,
  label,
  send,
});

/**
 * How many cases rows of the outbox are about; several changes of one case are one.
 * @param {Waiting[]} outbox
 */
export function casesIn(outbox) {
  const named = outbox.filter(({ doc }) => !closes(doc)).map(({ doc }) => about(doc).id);
  // Putting a kept version away goes with a change of its case, or is all that waits.
  return Math.max(new Set(named).size, Math.min(1, outbox.length));
}

/**
 * What every page says while somebody holds a key to the account, cases cannot leave this phone, or its clock is wrong;
 * null where nothing is the matter. *Me* has more to say of links and says it itself.
 * @param {View} view
 * @param {number} waiting
 * @param {string} tab
 * @param {boolean} within a page that the tab leads to
 */
export function standingNotice(view, waiting, tab, within) {
  const [link] = view.snapshot.you?.links ?? [];
  if (link && tab !== "me")
    return notice("alert", "lock", toldOf(link, view.clock), "/me/links", "Was that right?");
  const { phone } = view.snapshot;
  if (phone === null) return null;
  const { here, kept } = phone.unread ?? { here: 0, kept: 0 };
  if (waiting && phone.auth_needed) return signInAgain(waiting);
  // What cannot be read may be what waits: time does not mend that, so it is said first.
  const held = unreadableHere(here) ?? (waiting ? waitedLong(view, waiting) : null);
  const known = held ?? unshown(kept) ?? wrongClock(phone.clock_offset_s ?? 0);
  return known ?? (phone.part && (TOLD.includes(tab) || (within && tab === "signoffs")) ? part() : null);
}

// Also what is unusual beside an earlier case is not marked where that case is not here.
function part() {
  const kept = "This phone keeps what waits and the newest cases.";
  return notice("local", "phone", `${kept} Older ones are not counted, searched or compared with here.`);
}

// What no page can read stands in none; that it is there, and is kept, is said on every one.
/** @param {number} here */
function unreadableHere(here) {
  if (!here) return null;
  const records =
    here === 1
      ? "1 record on this phone cannot be read. It is"
      : `${here} records on this phone cannot be read. They are`;
  return notice("alert", "warn", `${records} kept: save a copy.`, "/outbox.json", "Save a copy");
}

/** @param {number} kept */
function unshown(kept) {
  if (!kept) return null;
  const records =
    kept === 1
      ? "1 record cannot be shown by this version of the logbook. It is"
      : `${kept} records cannot be shown by this version of the logbook. They are`;
  return notice("local", "warn", `${records} safe on the server.`);
}

/** @param {number} waiting */
function signInAgain(waiting) {
  const cases = waiting === 1 ? "1 case. It is" : `${waiting} cases. They are`;
  return notice("local", "lock", `Sign in again to send ${cases} safe on this phone.`, "/sign-in", "Sign in");
}

// New cases take their day and hour from this clock; nothing is ever put in order by it.
/** @param {number} offset */
function wrongClock(offset) {
  const seconds = Math.abs(offset);
  if (seconds <= CLOCK_S) return null;
  const [unit, name] = UNITS.find(([one]) => seconds >= 1.5 * one) ?? UNITS[UNITS.length - 1];
  const much = Math.floor((2 * seconds + unit) / (2 * unit));
  const text = `The clock of this phone is ${much} ${name}s ${offset > 0 ? "ahead" : "behind"}. Set it right: new cases take their day and time from it.`;
  return notice("alert", "clock", text);
}

// After a day its person should look for a network, or keep a copy.
/**
 * @param {View} view
 * @param {number} waiting
 */
function waitedLong(view, waiting) {
  const since = view.clock.local(view.snapshot.outbox.map((row) => row.at).sort()[0]);
  const days = daysBetween(since, view.today);
  const now = view.clock.local(view.clock.now);
  if (days < 1 || (days === 1 && now.slice(11) < since.slice(11))) return null;
  const who = waiting === 1 ? "1 case has" : `${waiting} cases have`;
  const text = `${who} waited ${days === 1 ? "since yesterday" : `for ${days} days`}.`;
  return notice("alert", "clock", text, "/outbox.json", "Save a copy", true);
}

/**
 * What became of a link for a new password, told to whose account it opens.
 * @param {Link} link
 * @param {Clock} clock
 */
export function toldOf(link, clock) {
  const by = link.by || "the host of this logbook";
  const [at, until] = [link.at, link.until].map((instant) => stamp(clock.local(instant)));
  if (link.state === "used") {
    return `Your password was set anew on ${stamp(clock.local(link.used ?? ""))}, with a link that ${by} made on ${at}.`;
  }
  const after = link.state === "open" ? `It works until ${until}` : "Nobody used it";
  return `A link for a new password of yours was made by ${by} on ${at}. ${after}.`;
}
