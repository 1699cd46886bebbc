// Free text that could tell who a model is gets a kind word beside it. It stops nobody, and nothing leaves the phone.
import { found } from "../screening/identity.js";
import { nameOf, transact } from "../store/db.js";
import { device } from "../store/device.js";

const PAUSE = 600;
// What nobody types is no note: the user name beside a password is there for password managers alone.
const NOTES = "form[data-draft] :is(textarea, input[type=text][name]:not([inputmode], [readonly]))";
// The model's code, what is printed on a vial, and a colleague's name are asked for.
const ASKED = new Set(["model.code", "product.batch", "prescriber"]);
const KINDS = {
  birth: "a date of birth",
  phone: "a phone number",
  record: "a record number",
  email: "an e-mail address",
  name: "somebody’s name",
};

// What its writer decided to keep, by form and words: said once is enough.
const kept = new Set();
const timers = new WeakMap();
let colleagues = [];
let isWatching = false;

/** Watch the notes of every form that keeps a draft, those already written too. */
export async function screenNotes() {
  if (!isWatching) watch();
  colleagues = await namesOnPhone().catch(() => []);
  lookAtAll(document);
}

function watch() {
  isWatching = true;
  document.addEventListener("input", (event) => soon(event.target));
  document.addEventListener("change", (event) => isNote(event.target) && look(event.target));
  document.addEventListener("restored", (event) => lookAtAll(event.target), { capture: true });
}

function lookAtAll(place) {
  for (const control of place.querySelectorAll(NOTES)) if (isNote(control)) look(control);
}

const isNote = (control) => control.matches?.(NOTES) && !ASKED.has(control.name);

function soon(control) {
  if (!isNote(control)) return;
  clearTimeout(timers.get(control));
  timers.set(
    control,
    setTimeout(() => look(control), PAUSE),
  );
}

function look(control) {
  if (!control.isConnected) return;
  const one = found(control.value, [...colleagues, ...namesOnPage()]).find(
    (each) => !kept.has(keyOf(control, each)),
  );
  const old = control.parentElement.querySelector(".screened");
  if (!one) return void old?.remove();
  if (old?.dataset.about === one.text) return;
  old?.remove();
  tell(control, one);
}

const keyOf = (control, one) => `${control.form.dataset.draft} ${one.text}`;

function tell(control, one) {
  const note = Object.assign(document.createElement("div"), { className: "note screened line" });
  note.dataset.state = "local";
  note.dataset.about = one.text;
  const words = Object.assign(document.createElement("p"), { className: "grow" });
  words.setAttribute("role", "status");
  note.append(
    words,
    button("Remove it", () => remove(control)),
    button("Keep", () => keep(control, one)),
  );
  control.after(note);
  // Said after it is on the page: a screen reader speaks of changes, not of what comes with them.
  words.textContent = `“${one.text}” looks like ${KINDS[one.kind]}. Models stay without identity: the code is enough.`;
  if (document.activeElement === control) note.scrollIntoView({ block: "nearest" });
}

function button(label, act) {
  const made = Object.assign(document.createElement("button"), {
    type: "button",
    className: "btn plain",
    textContent: label,
  });
  made.addEventListener("click", act);
  return made;
}

// The words may have moved since they were found: they are looked for again.
function remove(control) {
  const about = control.parentElement.querySelector(".screened").dataset.about;
  const place = control.value.indexOf(about);
  if (place >= 0) {
    const [before, after] = [control.value.slice(0, place), control.value.slice(place + about.length)];
    control.value = before.endsWith(" ") || !before ? before + after.replace(/^ /, "") : before + after;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
  look(control);
  control.focus();
}

function keep(control, one) {
  kept.add(keyOf(control, one));
  look(control);
  control.focus();
}

// People of the programme are no models. Where no worker keeps them, the form at least offers its supervisors.
async function namesOnPhone() {
  const { account } = await device();
  if (!account) return [];
  const people = IDBKeyRange.bound(["person"], ["person", []]);
  const records = await transact(nameOf(account), ["documents"], "readonly", (tx) =>
    tx.objectStore("documents").getAll(people),
  );
  return records.filter(({ stmt }) => stmt).map(({ stmt }) => JSON.parse(stmt).name ?? "");
}

const namesOnPage = () =>
  [...document.querySelectorAll("[name=supervisor] option:not([value='']):not([value^=none])")].map(
    (option) => option.textContent,
  );
