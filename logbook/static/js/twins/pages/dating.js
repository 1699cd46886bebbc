// What is said of a treatment that lies ahead, or before its trainee joined. Twin of pages/dating.py.
/** @import { Around, Made, View } from "phone" */
/** @import { Entry } from "shapes" */
import { date } from "../filters.js";
import { REFUSED, TOLD, far, meant, treatmentLead } from "../moments.js";
import { plusDays } from "./days.js";

/**
 * What is said beside a date of treatment that lies ahead; null where it does not, or is not written now.
 * @param {View} view
 * @param {Entry} doc
 * @param {Around} around
 */
export function ahead(view, { performed_on: on }, { lead }) {
  if (lead < TOLD) return null;
  const guess = date(meant(on, lead, view.today));
  if (on === view.today) return `This is ${far(lead)} ahead. Did you mean yesterday, ${guess}?`;
  if (lead < REFUSED && on === plusDays(view.today, 1))
    return `This is tomorrow. Did you mean today, ${guess}?`;
  return `${date(on)} is ${far(lead)} ahead. Did you mean ${guess}?`;
}

/**
 * What is said beside one from before its trainee joined.
 * @param {View} view
 * @param {Entry} doc
 * @param {Around} around
 */
export function early(view, { performed_on: on }, { joined }) {
  if (!joined || on >= joined) return null;
  return `${date(on)} is before the trainee joined the programme, on ${date(joined)}.`;
}

/**
 * What is said of a case that is dated after the server received it; "" where it is not.
 * @param {Made} made
 */
export function datedAfter({ record }) {
  const minutes = record?.received_at ? treatmentLead(record.doc, record.received_at) : 0;
  if (minutes < TOLD) return "";
  const words = `Dated ${far(minutes)} after it was received.`;
  return minutes < REFUSED ? words : `${words} It does not count until its date is put right.`;
}
