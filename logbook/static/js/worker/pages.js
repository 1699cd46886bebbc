// The pages of the phone: what the database holds, put into the template the server uses too.
/** @import { Handler, PageOf, Posted, Problems, Visit } from "phone" */
/** @import { Query } from "shapes" */
import { meta, nameOf, setMeta } from "../store/db.js";
import { rows } from "../store/outbox.js";
import { snapshot } from "../store/snapshot.js";
import { entries_index, entry_form, home as homeOf, signoffs_signed, trainees } from "../twins/pages.js";
import { absent, page, seeOther, unknown } from "./answers.js";
import { clock } from "./clock.js";
import { freshIds } from "./ids.js";
import { outside, reached } from "./outside.js";
import { keptPage } from "./shell.js";
import { sync } from "./sync.js";

// How long a page may wait for news that the server has just made, such as a signature.
const FRESH = 4000;
// Pages that count and list what others did for as long as they did it.
/** @type {PageOf[]} */
const OF_ALL = [entries_index, signoffs_signed, trainees];

/**
 * The handler that shows one page, made by its function.
 * @type {(make: PageOf) => Handler}
 */
export const show = (make) => async (visit) => {
  if (visit.url.searchParams.has("fresh")) await news(visit);
  const part = await holdsPart(visit);
  const whole = part && (await isOfAll(visit, make)) ? await reached(visit.request.clone()) : null;
  if (whole) return whole;
  const view = await look(visit, make);
  return view ? answerOf(visit, make, view) : outside(visit.request, part ? absent : undefined);
};

/**
 * Whether this phone holds a part of what its account may, so that what is not here may well be there.
 * @param {Visit} visit
 * @returns {Promise<boolean>}
 */
export const holdsPart = async ({ account }) => Boolean(await meta(nameOf(account), "part"));

// One's own cases are all here, and what waits on this phone only it can show.
/**
 * @param {Visit} visit
 * @param {PageOf} make
 */
async function isOfAll({ url, account }, make) {
  const own = make === entries_index && [null, account].includes(url.searchParams.get("trainee"));
  return OF_ALL.includes(make) && !own && !(await rows(account)).length;
}

/**
 * The form of a new case; where the case it names is saved, and nothing of it is a draft, that case.
 * @param {Visit} visit
 */
export async function newForm(visit) {
  const asked = visit.url.searchParams.get("draft");
  const { records, outbox, parked, drafts } = await snapshot(visit.account, visit.bundle);
  const saved = [...records.entry, ...outbox, ...parked].some(
    ({ doc }) => doc.typ === "entry" && doc.id === asked,
  );
  if (saved && !drafts.some(({ entry, kind }) => kind === "entry" && entry === asked))
    return seeOther(`/entries/${asked}`);
  return show(entry_form)(visit);
}

/**
 * A form drawn again with what was typed. given: {problems}, as the statements give them.
 * @param {Posted} visit
 * @param {PageOf} make
 * @param {{problems?: Problems}} given
 * @param {number} status
 */
export async function draw(visit, make, given, status) {
  const view = await look(visit, make, { fields: visit.fields, ...given });
  return view ? answerOf(visit, make, view, status) : unknown();
}

/**
 * Where a person begins, by what they do here.
 * @param {Visit} visit
 */
export async function home({ account, bundle }) {
  const { records, you } = await snapshot(account, bundle);
  return seeOther(homeOf(records, account, you?.administers));
}

/**
 * A refused signature leaves the browser at the signature's own address: reloading it leads back to the sheet.
 * @param {Visit} visit
 */
export const sheet = ({ id }) => seeOther(`/entries/${id}/signoff`);

/**
 * A page of the server that came with the build: the clinical reference.
 * @param {Visit} visit
 */
export const kept = async ({ request, url }) => (await keptPage(url.pathname)) ?? outside(request);

/**
 * The page as plain JSON, or null where this phone does not know the thing it is about.
 * @param {Visit} visit
 * @param {PageOf} make
 * @param {Pick<Query, "fields" | "problems">} [given]
 */
async function look({ url, id, account, bundle }, make, given = {}) {
  /** @type {Query} */
  const request = {
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    ids: freshIds(),
    ...given,
  };
  if (id) request.id = id;
  return make(await snapshot(account, bundle, persisted()), request, clock(), bundle);
}

/**
 * The handler that shows what happened, and notes that it was looked at: for this phone, and for the others by the server.
 * @param {typeof import("../twins/pages.js").notices} make
 * @returns {Handler}
 */
export const lookAt = (make) => async (visit) => {
  const { url, event, account, bundle } = visit;
  const request = { path: url.pathname, query: Object.fromEntries(url.searchParams), ids: freshIds() };
  const view = make(await snapshot(account, bundle, persisted()), request, clock(), bundle);
  // A phone that is too full to note this shows it all the same.
  await setMeta(nameOf(account), { looked: view.looked }).catch(() => {});
  if (view.news) event.waitUntil(sync(account, { reason: "tap" }));
  return answerOf(visit, make, view);
};

// The server knows the template by the same name.
/**
 * @param {Visit} visit
 * @param {PageOf} make
 * @param {object} view
 * @param {number} [status]
 */
const answerOf = ({ bundle, render }, make, view, status) =>
  page(render(bundle.pages[make.name], view), bundle.headers, status);

/** @param {Visit} visit */
async function news({ event, account }) {
  const running = sync(account, { reason: "tap" });
  event.waitUntil(running);
  await Promise.race([running, new Promise((resolve) => setTimeout(resolve, FRESH))]);
}

const persisted = async () => (await navigator.storage?.persisted?.()) ?? null;
