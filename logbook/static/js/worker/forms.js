// The phone's forms: read, checked, made a statement, kept in one transaction, answered, and only then sent.
/** @import { Handler, PageOf, Posted, Visit } from "phone" */
import * as drafts from "../store/drafts.js";
import * as outbox from "../store/outbox.js";
import { snapshot } from "../store/snapshot.js";
import { entry_aside, entry_form, entry_withdraw, signoff_sheet, signoff_withdraw } from "../twins/pages.js";
import * as statements from "../twins/statements.js";
import { isSaved } from "../twins/statements/forms.js";
import { broken, seeOther } from "./answers.js";
import { clock } from "./clock.js";
import { takenUp } from "./choices.js";
import { any, fieldsOf, one } from "./fields.js";
import { keep, saved } from "./keeping.js";
import { outside } from "./outside.js";
import { draw, holdsPart } from "./pages.js";

const TRIES = 4;

/**
 * POST /entries/new: the first revision of a case.
 * @param {Visit} visit
 */
export async function newEntry(visit) {
  const fields = await fieldsOf(visit.request);
  return saveEntry({ ...visit, fields }, one(fields, "id"));
}

/**
 * POST /entries/<id>/edit: a further revision, on top of what its writer saw.
 * @param {Visit} visit
 */
export const editEntry = async (visit) =>
  saveEntry({ ...visit, fields: await fieldsOf(visit.request) }, visit.id);

/**
 * POST /entries/<id>/signoff: a supervisor asks for changes. (To sign is the server's alone.)
 * @param {Visit} plain
 */
export async function askChanges(plain) {
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  const { account, bundle, fields, id } = visit;
  const { records } = await snapshot(account, bundle);
  const signer = records.person.find((record) => record.id === account)?.doc;
  // Who signs is a document too, and may be on its way.
  if (!signer) return broken();
  const { part, supervisor } = records.entry.find((record) => record.id === id)?.doc ?? {
    part: "",
    supervisor: null,
  };
  const entry = {
    id,
    rev: Number(one(fields, "entry_rev")),
    hash: one(fields, "entry_hash"),
    part,
    supervisor,
  };
  const names = { id: one(fields, "id"), nonce: one(fields, "nonce") };
  const context = { ...names, verdict: "returned", entry, signer, ...clock() };
  const { doc, problems } = statements.signoff(fields, context, bundle);
  if (any(problems)) return draw(visit, signoff_sheet, { problems }, 422);
  // What was answered goes along: should the case have changed, the sheet says in what.
  const on = { ...entry, stmt: await outbox.textOf(account, "entry", id, entry.hash), mutation: null };
  await keep(visit, { kind: "signoff", doc, on, drafts: [`${id}:signoff`] });
  return saved(visit, `/signoffs?done=${id}`);
}

/**
 * POST /entries/<id>/set-aside: a supervisor says that a case counts for no rule, or takes that back.
 * @param {Visit} plain
 */
export async function setAside(plain) {
  const { account, bundle, id } = plain;
  const { records } = await snapshot(account, bundle);
  const record = records.entry.find((found) => found.id === id);
  if (!record && (await holdsPart(plain))) return outside(plain.request);
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  const of = one(visit.fields, "of");
  if (of) return withdraw(visit, { kind: "set_aside", id: of }, entry_aside, `/entries/${id}`);
  const name = records.person.find((found) => found.id === account)?.doc.name;
  if (!record || name === undefined) return broken();
  const entry = { id, rev: record.rev, hash: record.hash };
  const context = { id: one(visit.fields, "id"), entry, account, name, ...clock() };
  const { doc, problems } = statements.set_aside(visit.fields, context, bundle);
  if (any(problems)) return draw(visit, entry_aside, { problems }, 422);
  await keep(visit, { kind: "set_aside", doc });
  return saved(visit, `/entries/${id}`);
}

/**
 * POST /entries/<id>/withdrawal: a trainee takes back a case.
 * @param {Visit} plain
 */
export async function withdrawEntry(plain) {
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  return withdraw(visit, { kind: "entry", id: visit.id }, entry_withdraw, `/entries/${visit.id}`);
}

/**
 * POST /signoffs/<id>/withdrawal: a supervisor takes back a sign-off.
 * @param {Visit} plain
 */
export async function withdrawSignoff(plain) {
  const known = await outbox.head(plain.account, "signoff", plain.id);
  // The server drew the form of what this phone does not keep, and takes it too.
  if (!known && (await holdsPart(plain))) return outside(plain.request);
  const visit = { ...plain, fields: await fieldsOf(plain.request) };
  return withdraw(visit, { kind: "signoff", id: visit.id }, signoff_withdraw, "/signoffs/signed");
}

/**
 * POST /drafts/<entry>/discard: give up what was begun, a case or an answer to one.
 * @param {Visit} visit
 */
export async function discardDraft({ account, id, url }) {
  await drafts.take(account, id, url.searchParams.get("kind"));
  return seeOther(LISTS[url.searchParams.get("from") ?? ""] ?? "/me");
}

/** @type {Record<string, string>} */
const LISTS = { entries: "/entries", todo: "/todo" };

/**
 * @param {Posted} visit
 * @param {string} id
 */
async function saveEntry(visit, id) {
  const { account, bundle, fields } = visit;
  if (!isSaved(fields)) return draw(visit, entry_form, {}, 200);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const shown = { rev: Number(one(fields, "base_rev")), hash: one(fields, "base_hash") };
    const { newest, on } = await outbox.basis(account, id, shown);
    const place = { id, rev: (on?.rev ?? 0) + 1, prev: on?.hash ?? null, mutation: one(fields, "mutation") };
    const base = on?.stmt ? JSON.parse(on.stmt) : null;
    const known = await snapshot(account, bundle);
    const context = {
      ...place,
      account,
      base,
      amends: one(fields, "amends") || null,
      snapshot: known,
      ...clock(),
    };
    const { doc, problems } = statements.entry(fields, context, bundle);
    if (any(problems)) return draw(visit, entry_form, { problems }, 422);
    const seen = { kind: "entry", id, hash: newest };
    const how = { seen, held: true, drafts: [id], ...(await takenUp(visit, known, id)) };
    const kept = await keep(visit, { kind: "entry", doc, on, ...how });
    if (kept !== "stale") return saved(visit, `/entries/${id}?done=${doc.mutation}`);
  }
  throw new Error("the case kept changing while it was saved");
}

/**
 * @param {Posted} visit
 * @param {{ kind: "entry" | "signoff" | "set_aside", id: string }} of
 * @param {PageOf} page
 * @param {string} then
 */
async function withdraw(visit, of, page, then) {
  const { account, bundle, fields } = visit;
  const { kind, id } = of;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const on = await outbox.head(account, kind, id);
    const context = { id: one(fields, "id"), of, of_hash: on?.hash ?? "", account, ...clock() };
    const { doc, problems } = statements.withdrawal(fields, context, bundle);
    if (any(problems) || !on) return draw(visit, page, { problems }, 422);
    const kept = await keep(visit, { kind: "withdrawal", doc, on, seen: { kind, id, hash: on.hash } });
    if (kept !== "stale") return saved(visit, then);
  }
  throw new Error("what is withdrawn kept changing");
}
