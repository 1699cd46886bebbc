// What every page needs: the frame around it, names, days and rows. Twin of pages/common.py.
import { waits } from "./cases.js";

/** Three days on, a supervisor is reminded; after fourteen, most ratings of a case no longer tell items apart. */
export const LATE_DAYS = 3;
export const STALE_DAYS = 14;

/** The keys base.html needs, for a page under the tab `here`. */
export function frame(view, title, here, back = null) {
  const outbox = view.snapshot.outbox.length;
  const parked = view.snapshot.parked.length;
  const idle = view.roles.includes("trainee") ? "All sent" : "Up to date";
  let sync = { state: "idle", label: idle, href: "/me" };
  if (parked) sync = { state: "alert", label: `${parked} not accepted`, href: "/me" };
  else if (outbox) sync = { state: "local", label: `${outbox} on this phone`, href: "/me" };
  return {
    title,
    heading: title,
    back,
    build: view.shell.build,
    here,
    tabs: tabsOf(view),
    sync,
    notice: signInAgain(view, outbox),
  };
}

/** A note above the page's content, with one link at most. */
export const notice = (state, icon, text, href = null, label = "") => ({ state, icon, text, href, label });

/** A person's name; words where the viewer does not know them. */
export const nameOf = (view, id) => view.people.get(id)?.name ?? "Somebody";

const TITLES = new Set(["Dr", "Dr.", "Mr", "Mrs", "Ms", "Miss", "Mx", "Prof", "Prof."]);

/** A name as it is said in passing: "Dr Amara Okafor" is "Dr Okafor"; without a title, the whole name. */
export function called(name) {
  const parts = name.split(" ");
  return parts.length > 2 && TITLES.has(parts[0]) ? `${parts[0]} ${parts.at(-1)}` : name;
}

/** The first name, for a question about somebody: "Dr Amara Okafor" gives "Amara". */
export function given(name) {
  const parts = name.split(" ");
  return called(name) === name ? parts[0] : parts[1];
}

/** The areas of a case as its title: "Glabella, forehead". */
export function titleOf(view, areas) {
  const labels = areas.map((area) => view.words.areas[area] ?? area);
  return [...labels.slice(0, 1), ...labels.slice(1).map(lowered)].join(", ");
}

/** A label in the middle of a sentence. */
export const lowered = (label) => label.slice(0, 1).toLowerCase() + label.slice(1);

/** All units of a case, in tenths. */
export const unitsOf = (doc) => total(doc.points.map((point) => point.units_tenths));

/** The sum of whole numbers. */
export const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** Whole days from one ISO date to another. */
export const daysBetween = (earlier, later) => Math.round((midnight(later) - midnight(earlier)) / 86_400_000);

const midnight = (date) => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));

/** The state as a chip: {code, label, icon, tone}. A sent case says to whom. */
export function stateOf(view, made) {
  const { label, icon, tone } = view.words.states[made.state];
  const to = made.state === "sent" && made.mine ? `Sent to ${called(nameOf(view, made.doc.supervisor))}` : label;
  return { code: made.state, label: to, icon, tone };
}

/** A case as one row of a list. */
export function rowOf(view, made) {
  const { doc } = made;
  return {
    id: made.id,
    href: `/entries/${made.id}`,
    title: titleOf(view, doc.areas),
    areas: doc.areas,
    model: doc.model.code,
    units_tenths: unitsOf(doc),
    part: doc.part,
    state: stateOf(view, made),
  };
}

/** Cases grouped by the day of treatment, in the order given: [{on, near, far: another year, rows}]. */
export function byDay(view, cases, row) {
  const days = [];
  for (const made of cases) {
    const on = made.doc.performed_on;
    if (days.at(-1)?.on !== on) {
      const near = ["Today", "Yesterday"][daysBetween(on, view.today)] ?? "";
      days.push({ on, near, far: on.slice(0, 4) !== view.today.slice(0, 4), rows: [] });
    }
    days.at(-1).rows.push(row(view, made));
  }
  return days;
}

const oldestFirst = (view) => [...view.cases].reverse();

/** The cases of others that wait for an answer, oldest first. */
export const toSign = (view) => oldestFirst(view).filter((made) => !made.mine && waits(made));

/** The viewer's own cases that somebody asked to change, oldest first. */
export const asks = (view) => oldestFirst(view).filter((made) => made.mine && made.state === "returned");

/** The viewer's own cases whose review day has come and that have none, oldest first. */
export const reviewsDue = (view) =>
  oldestFirst(view).filter((made) => made.mine && made.state !== "withdrawn" && !made.reviews.length && isDue(made.doc, view.today));

const isDue = ({ aftercare }, today) => aftercare.review_due_on !== null && aftercare.review_due_on <= today;

function tabsOf(view) {
  const needs = asks(view).length + reviewsDue(view).length + view.snapshot.parked.length;
  const counts = { signoffs: toSign(view).length, todo: needs };
  const tabs = [...view.roles, "everybody"].flatMap((role) => view.words.tabs[role]);
  return tabs.map((tab) => ({ ...tab, count: counts[tab.id] ?? 0 }));
}

function signInAgain(view, outbox) {
  if (!view.snapshot.phone?.auth_needed || !outbox) return null;
  const cases = outbox === 1 ? "1 case. It is" : `${outbox} cases. They are`;
  return notice("local", "lock", `Sign in again to send ${cases} safe on this phone.`, "/sign-in", "Sign in");
}
