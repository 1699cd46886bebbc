// The pages of cases: the list, one case, taking one back. Twin of pages/entries.py.
import { first } from "../statements/forms.js";
import { compareAll, find, mayAnswer, mayEdit, mayWithdraw, read } from "./cases.js";
import { byDay, frame, nameOf, rowOf, titleOf } from "./common.js";
import { draftsOf } from "./drafts.js";
import { draw, listed } from "./drawing.js";
import { told } from "./facts.js";
import { answerOf, history, proposals, reviews, stateFacts, takenBack } from "./history.js";
import { ring } from "./measures.js";

/** How many rows a list shows before it offers more. */
export const A_PAGE = 50;

/** /entries?show=…&page=…&trainee=…: the viewer's own cases, or those of one trainee; null for an unknown trainee. */
export function entries_index(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const { query } = request;
  const trainee = query.trainee ?? view.account;
  const own = trainee === view.account;
  if (!own && !view.people.has(trainee)) return null;
  const cases = view.cases.filter((made) => made.doc.trainee === trainee);
  const show = Object.hasOwn(view.words.filters, query.show ?? "all") ? (query.show ?? "all") : "all";
  const chosen = cases.filter((made) => isShown(view, made, show));
  const limit = A_PAGE * Math.max(1, whole(query.page ?? "1"));
  const address = `/entries?${own ? "" : `trainee=${trainee}&`}`;
  const page = own ? frame(view, "Logbook", "entries") : frame(view, nameOf(view, trainee), "trainees", "/trainees");
  return {
    ...page,
    writes: own && view.roles.includes("trainee"),
    ring: own ? ring(view) : null,
    filters: filtersOf(view, cases, show, address),
    days: byDay(view, chosen.slice(0, limit), rowOf),
    drafts: own ? draftsOf(view, "entry") : [],
    more: chosen.length > limit ? `${address}show=${show}&page=${limit / A_PAGE + 1}` : null,
    left: chosen.length - limit,
    empty_logbook: !cases.length,
    repeat: cases.some((made) => made.state !== "withdrawn"),
  };
}

/** /entries/<id>: all that is known of one case; null where the viewer has none. */
export function entry_show(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  if (!made) return null;
  const { doc } = made;
  const here = made.mine ? "entries" : "signoffs";
  return {
    ...frame(view, `Model ${doc.model.code}`, here, `/${here}`),
    ...stateFacts(view, made),
    ...told(view, doc),
    mine: made.mine,
    area_title: titleOf(view, doc.areas),
    trainee: nameOf(view, doc.trainee),
    answer: answerOf(view, made),
    taken_back: takenBack(view, made),
    hash: made.record?.hash ?? null,
    rev: doc.rev,
    reviews: reviews(view, made),
    proposals: proposals(view, made),
    history: history(view, made),
    actions: actionsOf(view, made),
  };
}

/** /entries/<id>/withdrawal: why a case is taken back; null where it is not the viewer's to take back. */
export function entry_withdraw(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  if (!made?.mine) return null;
  const problems = request.problems ?? {};
  const sections = draw(view, "withdrawal", request.fields ?? {}, problems);
  return {
    ...frame(view, "Withdraw case", "entries", `/entries/${made.id}`),
    ...idsOf(request, "withdrawal"),
    allowed: mayWithdraw(made),
    case: rowOf(view, made),
    on: made.doc.performed_on,
    problems: listed(sections, problems),
    sections,
  };
}

/** The ids a form carries: those it came back with, or fresh ones: {id, mutation}. */
export function idsOf(request, kind) {
  const fields = request.fields ?? {};
  return { id: first(fields, "id") || request.ids[kind], mutation: first(fields, "mutation") || request.ids.mutation };
}

/** A small number from an address; 1 where it is none. */
export const whole = (text) => (/^[0-9]{1,3}$/.test(text) ? Number(text) : 1);

const isShown = (view, made, show) => show === "all" || view.words.filter_states[show].includes(made.state);

function filtersOf(view, cases, show, address) {
  return Object.entries(view.words.filters)
    .map(([code, label]) => ({
      code,
      label,
      count: cases.filter((made) => isShown(view, made, code)).length,
      href: `${address}show=${code}`,
      current: code === show,
    }))
    .filter(({ code, count, current }) => count || current || ["all", "waiting", "signed"].includes(code));
}

function actionsOf(view, made) {
  const { id, mine } = made;
  const signed = made.answers.filter(({ doc }) => doc.verdict === "signed" && doc.signer.id === view.account);
  return {
    edit: mine && mayEdit(made) ? `/entries/${id}/edit` : null,
    withdraw: mine && mayWithdraw(made) ? `/entries/${id}/withdrawal` : null,
    repeat: mine ? `/entries/new?from=${id}` : null,
    sign: mayAnswer(view, made) ? `/entries/${id}/signoff` : null,
    take_back: signed.length ? `/signoffs/${signed.at(-1).id}/withdrawal` : null,
  };
}
