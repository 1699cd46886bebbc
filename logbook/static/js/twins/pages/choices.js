// What may be chosen in a field of a form. Twin of pages/choices.py.
import { date } from "../filters.js";
import { byName } from "../folding.js";
import { UNNAMED } from "../statements/reading.js";
import { compare, compareAll, memberships, programmeName } from "./cases.js";
import { nameOf } from "./common.js";
import { leftOn } from "./supervisors.js";

// What becomes of a case that names no supervisor.
const SOON = "The case is sent all the same, and waits until you name who supervised";
const NOBODY = `Nobody supervises in your programme yet. ${SOON}`;

/** What may be chosen: [{code, label, hint}]. `fields` are the form's: whoever it names stays named. */
export function choicesOf(view, item, fields) {
  const { widget } = item;
  const { words } = view;
  if (widget === "supervisor") {
    const named = [...supervisors(view), ...leaver(view, fields)];
    return [...named, choice(UNNAMED, words.not_named, named.length ? SOON : NOBODY)];
  }
  if (widget === "programme") return programmes(view);
  if (widget === "maybe") return [choice("yes", "Yes"), choice("no", "No"), choice("", "Not said")];
  if (widget === "events") return [choice("none", "None seen"), choice("yes", "Yes, record it")];
  if (widget === "rating") return choicesFrom(words[item.name === "self_rating" ? "self_ratings" : "ratings"]);
  if (widget === "expiry") return choicesFrom(words.expiries);
  if (!item.rule.choices) return [];
  return choicesFrom(words[item.rule.choices], widget === "part" ? words.part_definitions : {});
}

const choicesFrom = (words, hints = {}) => Object.entries(words).map(([code, label]) => choice(code, label, hints[code] ?? ""));

// The supervisors of the viewer's programmes; with the programme's name where there is more than one.
function supervisors(view) {
  const trains = trainsIn(view);
  const docs = memberships(view).filter((doc) => doc.role === "supervisor" && trains.has(doc.programme));
  const people = new Set(docs.map((doc) => doc.person));
  people.delete(view.account);
  return sorted([...people].map((id) => {
    const names = docs.filter((doc) => doc.person === id).map((doc) => programmeName(view, doc.programme)).sort(compare);
    return choice(id, [nameOf(view, id), ...(trains.size > 1 ? names : [])].join(", "));
  }));
}

// The supervisor named in the form who has left since the day of treatment; [] for nobody.
function leaver(view, fields) {
  const [id, day] = [fields.supervisor?.[0] ?? "", fields.performed_on?.[0] ?? ""];
  const gone = [...trainsIn(view)].map((programme) => leftOn(view, { supervisor: id, programme })).filter((on) => on !== null);
  const last = gone.sort(compare).at(-1);
  if (!last || compare(last, day) < 0 || supervisors(view).some(({ code }) => code === id)) return [];
  const on = date(last);
  return [choice(id, `${nameOf(view, id)}, left on ${on}`, `Left on ${on}: somebody else signs`)];
}

const programmes = (view) => sorted([...trainsIn(view)].map((id) => choice(id, programmeName(view, id))));

function trainsIn(view) {
  const own = memberships(view).filter((doc) => doc.person === view.account && doc.role === "trainee");
  return new Set(own.map((doc) => doc.programme));
}

const sorted = (choices) => choices.sort((one, other) => compareAll(rank(one), rank(other)));

const rank = ({ label, code }) => [byName(label), label, code];

const choice = (code, label, hint = "") => ({ code, label, hint });
