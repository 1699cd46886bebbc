// What is typed is kept as it is typed: a phone that dies in the middle of a case loses a third of a second.
import { device } from "../store/device.js";
import * as drafts from "../store/drafts.js";
import { time } from "../twins/filters.js";
import { eachPage } from "./moments.js";
import { toast } from "./toast.js";

const FULL =
  "This phone is out of space, so this is not kept as you write. Free some space. Your answers are still on the screen.";
const PAUSE = 300;
// What a draft never holds: secrets, files, and the names a form gives to what will be made of it.
const SECRET = "[type=password], [type=file]";
const NAMES = new Set(["mutation", "csrf_token", "action"]);

// Forms that changed since they were last kept. The form itself holds the truth; this says only where to look.
const changed = new Set();
const cameBack = new WeakMap();
let timer = 0;
// Whose page this is. Should somebody else arrive in another tab, what is typed here is still its writer's.
let owner = null;

/** Keep every form[data-draft] while it is written, and put a kept one back where the page came without it. */
export function autosave() {
  for (const type of ["input", "change", "click"])
    document.addEventListener(type, (event) => note(event.target));
  document.addEventListener(
    "submit",
    (event) => {
      // The way back from the saved case leads to this address, which then knows what became of the form.
      if (event.target.matches("form[data-draft]")) nameInAddress(event.target);
      keepChanged();
    },
    { capture: true },
  );
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepLast());
  addEventListener("pagehide", keepLast);
  // The next page may list what was typed on this one: it is written down as that page is asked for.
  for (const type of ["htmx:before:request", "htmx:before:history:restore"])
    document.addEventListener(type, keepBeforeLeaving);
  eachPage(async () => {
    owner ??= (await device()).account;
    document.querySelectorAll("form[data-draft]").forEach(restore);
  });
}

// The list may have been read a moment before the draft was there: then it is drawn once more.
async function keepBeforeLeaving() {
  if (!changed.size) return;
  const arrived = new Promise((resolve) =>
    document.addEventListener("htmx:after:swap", resolve, { once: true }),
  );
  await Promise.all([keepChanged(), arrived]);
  document.dispatchEvent(new Event("kept"));
}

/** Keep everything that was typed and is not yet kept. */
export async function keepChanged() {
  clearTimeout(timer);
  const forms = [...changed];
  changed.clear();
  await Promise.all(forms.map(keepNow));
}

/** Keep one form now. True once its answers lie on this phone. */
export async function keepNow(form) {
  try {
    // On a slow phone somebody may write before it is known whose page this is.
    owner ??= (await device()).account;
    if (!owner) return false;
    const kept = await drafts.keep(owner, form.dataset.draft, fieldsOf(form), form.elements.mutation?.value);
    if (kept) said(form);
    return true;
  } catch (error) {
    if (error?.name === "QuotaExceededError") toast(FULL, { stay: true });
    return false;
  }
}

// The page may be gone in a moment: no question is asked, nothing is waited for.
function keepLast() {
  if (owner)
    for (const form of changed) drafts.keepAtOnce(owner, form.dataset.draft, fieldsOf(form)).catch(() => {});
}

function note(target) {
  const form = target.closest?.("form[data-draft]");
  // A click counts only where a script may have changed the form by it, such as a row added.
  if (!form || (form.dataset.kept ?? "") === textOf(form)) return;
  changed.add(form);
  clearTimeout(timer);
  timer = setTimeout(keepChanged, PAUSE);
}

async function restore(form) {
  // Drawn anew with what was typed last and something changed by a tap: the draft is older.
  if ("redrawn" in form.dataset) return note(form);
  // On a slow phone somebody may have typed before this script came.
  if (isTouched(form)) return note(form);
  form.dataset.kept = textOf(form);
  await takeUp(form);
  const draft = owner && (await drafts.find(owner, form.dataset.draft));
  if (!draft) return undefined;
  nameInAddress(form);
  // A form that came back with problems holds what was typed last; the draft may be a moment older.
  if (document.querySelector("[data-problems]") || isTouched(form)) return undefined;
  const outdated = isOutdated(form, draft.fields);
  for (const place of document.querySelectorAll("[data-outdated]")) place.hidden = !outdated;
  for (const [name, values] of Object.entries(draft.fields))
    if (!outdated || name !== "rating") fill(form, name, values);
  // Rows that this page does not have yet are made by whoever knows them, now or when its script has come.
  cameBack.set(form, draft.fields);
  form.dispatchEvent(new Event("restored"));
  return said(form);
}

// The server knows no drafts: a form it drew for one that the address names has an id of its own until here.
async function takeUp(form) {
  const asked = new URLSearchParams(location.search).get("draft");
  if (!asked || location.pathname !== "/entries/new" || asked === form.dataset.draft || !owner) return;
  if (!(await drafts.find(owner, asked))) return;
  form.dataset.draft = asked;
  form.elements.namedItem("id").value = asked;
}

/** What a draft brought back into a form, {name: [text…]}; undefined where none did. */
export const broughtBack = (form) => cameBack.get(form);

/** Write a form's controls anew without calling it written: what nobody typed makes no draft. */
export function rewrite(form, change) {
  const isAsKept = form.dataset.kept === textOf(form);
  change();
  if (isAsKept) form.dataset.kept = textOf(form);
}

// A rating says how one version was done: where the case changed since, its words are kept and it is rated anew.
const isOutdated = (form, { entry_hash: [hash] = [] }) =>
  Boolean(hash) && form.elements.entry_hash?.value !== hash;

function isTouched(form) {
  return [...form.elements].some((control) => {
    if (control.matches("[type=radio], [type=checkbox]")) return control.checked !== control.defaultChecked;
    if (control.matches("select")) return isChosen(control);
    return (
      control.type !== "hidden" &&
      control.value !== control.defaultValue &&
      control.defaultValue !== undefined
    );
  });
}

// A list without a choice of its own shows its first line, which nobody has touched.
function isChosen({ options, selectedIndex }) {
  const start = [...options].findIndex((option) => option.defaultSelected);
  return selectedIndex !== Math.max(start, 0);
}

function fill(form, name, values) {
  const controls = [...form.elements].filter((control) => control.name === name && control.type !== "hidden");
  controls
    .filter((control) => !control.matches(SECRET))
    .forEach((control, index) => {
      if (control.matches("[type=radio], [type=checkbox]")) control.checked = values.includes(control.value);
      else if (values[index] !== undefined) control.value = values[index];
    });
}

function said(form) {
  // Kept on the way out: what is on the screen now is another form's page.
  if (!form.isConnected) return;
  form.dataset.kept = textOf(form);
  for (const place of document.querySelectorAll("[data-draft-state]")) place.textContent = "Draft saved";
  for (const place of document.querySelectorAll("[data-draft-words]")) {
    place.textContent = `Draft saved on this phone, ${time(new Date().toTimeString().slice(0, 5))}`;
  }
  document
    .querySelectorAll("[data-draft-pill], [data-draft-words]")
    .forEach((place) => (place.hidden = false));
  nameInAddress(form);
}

// A reload of the form for a new case would otherwise show another, empty one.
function nameInAddress(form) {
  const entry = form.dataset.draft;
  if (location.pathname === "/entries/new" && !entry.includes(":")) {
    // The step of a first case stands behind the address.
    history.replaceState(history.state, "", `/entries/new?draft=${entry}${location.hash}`);
  }
}

/** {name: [text…]} of a form, without what a draft never holds. */
export function fieldsOf(form) {
  const secret = new Set(
    [...form.elements].filter((control) => control.matches(SECRET)).map((control) => control.name),
  );
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !secret.has(name) && !NAMES.has(name)) (fields[name] ??= []).push(value);
  }
  return fields;
}

const textOf = (form) => JSON.stringify(fieldsOf(form));
