// A statement kept on this phone, answered at once, sent afterwards.
/** @import { Beside, Posted, Row, Visit } from "phone" */
/** @import { Statement } from "shapes" */
/** @typedef {{ rev: number, hash: string, stmt?: string | null, mutation?: string | null }} Basis */
/** @typedef {{ kind: string, doc: Statement, on?: Basis | null }} Said */
import { KINDS } from "../twins/kinds.js";
import { digest, text } from "../store/canonical.js";
import { HOLD, longest } from "../store/hold.js";
import { put, rows } from "../store/outbox.js";
import { seeOther } from "./answers.js";
import { clock } from "./clock.js";
import { one } from "./fields.js";
import { sync } from "./sync.js";

/**
 * Put a document into the outbox. on: the revision it builds on or speaks of, or null; seen, drafts, instead, also: see
 * outbox.put; held: whether it waits for a possible Undo. Resolves with "kept", "known" or "stale" once it is safe.
 * @param {Pick<Posted, "account" | "bundle" | "fields">} visit
 * @param {Said & Beside & {held?: boolean}} said
 */
export async function keep({ account, bundle, fields }, { kind, doc, on = null, held = false, ...how }) {
  const row = await rowOf({ bundle, fields }, { kind, doc, on });
  return put(account, held ? { ...row, hold_until: Date.now() + HOLD } : row, how);
}

/**
 * A document as a row of the outbox, under the form's mutation. `handed`: whether a request may have taken it along.
 * @param {Pick<Posted, "bundle" | "fields">} visit
 * @param {Said} said
 * @returns {Promise<Row>}
 */
export async function rowOf({ bundle, fields }, { kind, doc, on = null }) {
  const stmt = text(doc);
  // What a later build left here is of a kind that this one does not know.
  const based = KINDS[/** @type {keyof typeof KINDS} */ (kind)]?.based;
  const base = based && on?.stmt ? { rev: on.rev, hash: on.hash, stmt: on.stmt } : null;
  const names = { mutation: one(fields, "mutation"), kind, doc_id: doc.id, after: on?.mutation ?? null };
  return {
    ...names,
    stmt,
    hash: await digest(stmt),
    at: clock().now,
    build: bundle.build,
    handed: false,
    base,
  };
}

/**
 * The answer after saving. It does not wait for the network: what is kept is safe, and the page says where it is.
 * @param {Pick<Visit, "event" | "account">} visit
 * @param {string} path
 */
export function saved({ event, account }, path) {
  event.waitUntil(send(account));
  return seeOther(path);
}

/**
 * Send what waits, also after the app is closed.
 * @param {string} account
 */
export async function send(account) {
  // Where the browser has background sync, it sends even after the app is closed.
  await self.registration?.sync?.register("send").catch(() => {});
  await sync(account, { reason: "write" });
  // Should no page be left to ask again, what was held for Undo goes all the same.
  const wait = longest(await rows(account));
  if (!wait) return;
  await new Promise((resolve) => setTimeout(resolve, wait + 50));
  await sync(account, { reason: "write" });
}
