// The addresses the phone answers by itself: method, pattern, handler. Everything else is the server's alone.
/** @import { Handler } from "phone" */
import { copy } from "./copy.js";
import {
  entries_index,
  entry_aside,
  entry_choice,
  entry_form,
  entry_review,
  entry_show,
  entry_versions,
  entry_withdraw,
  me,
  notices,
  pathway,
  progress,
  requirement,
  signoff_sheet,
  signoff_withdraw,
  signoffs_index,
  signoffs_signed,
  todo,
  trainees,
} from "../twins/pages.js";
import { choose, discard, sendAgain } from "./choices.js";
import {
  askChanges,
  discardDraft,
  editEntry,
  newEntry,
  setAside,
  withdrawEntry,
  withdrawSignoff,
} from "./forms.js";
import { home, kept, lookAt, newForm, sheet, show } from "./pages.js";
import { redate } from "./redating.js";
import { undoEntry } from "./undo.js";
import { newReview } from "./reviews.js";

// What would be under another version is reckoned by the server alone.
const RULE = "(?!what-if$)[a-z][a-z0-9_-]{0,39}";
const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** @type {[method: string, path: string, handler: Handler][]} */
const TABLE = [
  ["GET", "/", home],
  ["GET", "/entries", show(entries_index)],
  ["GET", "/entries/new", newForm],
  ["POST", "/entries/new", newEntry],
  ["GET", "/entries/<id>", show(entry_show)],
  ["GET", "/entries/<id>/edit", show(entry_form)],
  ["POST", "/entries/<id>/edit", editEntry],
  ["POST", "/entries/<id>/undo", undoEntry],
  ["GET", "/entries/<id>/versions", show(entry_versions)],
  ["GET", "/entries/<id>/choice", show(entry_choice)],
  ["POST", "/entries/<id>/choice", choose],
  ["GET", "/entries/<id>/withdrawal", show(entry_withdraw)],
  ["POST", "/entries/<id>/withdrawal", withdrawEntry],
  ["GET", "/entries/<id>/review", show(entry_review)],
  ["POST", "/entries/<id>/review", newReview],
  ["GET", "/entries/<id>/signoff", show(signoff_sheet)],
  ["POST", "/entries/<id>/signoff", askChanges],
  ["GET", "/entries/<id>/signature", sheet],
  ["GET", "/entries/<id>/set-aside", show(entry_aside)],
  ["POST", "/entries/<id>/set-aside", setAside],
  ["GET", "/signoffs", show(signoffs_index)],
  ["GET", "/signoffs/signed", show(signoffs_signed)],
  ["GET", "/signoffs/<id>/withdrawal", show(signoff_withdraw)],
  ["POST", "/signoffs/<id>/withdrawal", withdrawSignoff],
  ["GET", "/todo", show(todo)],
  ["GET", "/notices", lookAt(notices)],
  ["GET", "/progress", show(progress)],
  ["GET", "/pathway", show(pathway)],
  ["GET", "/pathway/<rule>", show(requirement)],
  ["GET", "/trainees", show(trainees)],
  ["GET", "/me", show(me)],
  ["GET", "/reference", kept],
  ["GET", "/help", kept],
  ["GET", "/outbox.json", copy],
  ["POST", "/outbox/redate", redate],
  ["POST", "/outbox/<id>/discard", discard],
  ["POST", "/outbox/<id>/again", sendAgain],
  ["POST", "/drafts/<id>/discard", discardDraft],
];

const ROUTES = TABLE.map(([method, path, handler]) => ({
  method,
  pattern: new RegExp(`^${path.replace("<id>", `(${ID})`).replace("<rule>", `(${RULE})`)}$`),
  handler,
}));

// A slash too many leads to the page without it, as on the server.
/** @type {(request: Request) => Handler} */
const without =
  ({ url }) =>
  () => {
    const address = new URL(url);
    return Response.redirect(`${address.origin}${shortened(address)}${address.search}`, 308);
  };

/** @param {{ pathname: string }} address */
const shortened = ({ pathname }) => pathname.replace(/\/+$/, "");

/**
 * {handler, id} for a request the phone answers from its own data, or null; id is "" where the address names nothing.
 * @param {Request} request
 */
export function find(request) {
  const { pathname } = new URL(request.url);
  const short = shortened({ pathname });
  if (
    request.method === "GET" &&
    short &&
    short !== pathname &&
    ROUTES.some(({ pattern }) => pattern.test(short))
  ) {
    return { handler: without(request), id: "" };
  }
  for (const { method, pattern, handler } of ROUTES) {
    const match = method === request.method && pattern.exec(pathname);
    if (match) return { handler, id: match[1] ?? "" };
  }
  return null;
}

/**
 * Whether a request is for a file that never changes under its address.
 * @param {Request} request
 */
export const isFile = (request) =>
  request.method === "GET" && new URL(request.url).pathname.startsWith("/static/");
