// What a file made by the server cannot hold: the cases that are still only on this phone.
import { device } from "../store/device.js";
import { docOf, everything } from "../store/outbox.js";
import { about } from "../twins/kinds.js";
import { eachPage } from "./moments.js";

/** Fill [data-unsent="<trainee>"] with "2 cases on this phone are not in this file", or leave it hidden. */
export const countUnsent = () => eachPage(() => document.querySelectorAll("[data-unsent]").forEach(count));

async function count(place) {
  const { account } = await device();
  // Somebody else's logbook holds nothing of this phone.
  if (!account || account !== place.dataset.unsent) return;
  const { outbox, parked } = await everything(account);
  const docs = [...outbox, ...parked].map(docOf).filter(Boolean);
  const cases = new Set(docs.filter((doc) => doc.typ === "entry" && doc.rev === 1).map((doc) => doc.id));
  const changes = new Set(docs.map(caseOf).filter((id) => id && !cases.has(id)));
  const number = cases.size + changes.size;
  const said = [counted(cases.size, "case"), counted(changes.size, "change")].filter(Boolean).join(" and ");
  place.textContent = `${said} on this phone ${number === 1 ? "is" : "are"} not in this file.`;
  place.hidden = !number;
}

// The case of one's own that a statement makes, changes or takes back.
function caseOf(doc) {
  const { kind, id } = about(doc);
  return kind === "entry" && ["entry", "withdrawal"].includes(doc.typ) ? id : null;
}

const counted = (number, word) => (number ? `${number} ${word}${number === 1 ? "" : "s"}` : "");
