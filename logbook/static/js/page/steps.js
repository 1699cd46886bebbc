// The very first case, one thing at a time: the sections of its form as steps. Without this file it is one page.
import { hush, mayGoOn } from "./goingon.js";
import { eachPage } from "./moments.js";

// The step a form was on when its page was drawn anew.
const places = new Map();

/** Lead through every form[data-steps]. The address remembers the step: a reload comes back to it. */
export function leadThrough() {
  eachPage(() => document.querySelectorAll("form[data-steps]").forEach(begin));
}

function begin(form) {
  const screen = document.getElementById("screen");
  form.addEventListener("input", () => show(form, form.dataset.at));
  form.addEventListener("restored", () => show(form, form.dataset.at));
  form.addEventListener("click", (event) => followProblem(form, event));
  form.addEventListener("sought", ({ target }) => show(form, target.closest("[data-step]")?.dataset.step));
  // The Enter key saves a form; here it leads on, until there is nothing more to ask.
  form.addEventListener("submit", (event) => leadOn(form, event), { capture: true });
  form.querySelector("[href='#all']").addEventListener("click", (event) => {
    event.preventDefault();
    remember("all");
    places.set(form.dataset.draft, "all");
    showAll(form);
  });
  screen.querySelector("[data-step-back]").addEventListener("click", () => go(form, -1));
  screen.querySelector("[data-step-on]").addEventListener("click", () => goOn(form));
  showAt(form);
}

function showAt(form) {
  const problem = form.querySelector("[data-problems] a");
  const wrong = problem && stepOf(form, problem.hash);
  const named = /^#at-(\w+)$/.exec(location.hash)?.[1];
  // Whoever asked for the whole form keeps it, also where the answer to Save came under an address without that mark.
  if (location.hash === "#all" || places.get(form.dataset.draft) === "all") return showAll(form);
  return show(form, wrong?.dataset.step ?? named ?? places.get(form.dataset.draft));
}

const stepsOf = (form) => [...form.querySelectorAll("[data-step]")];

const stepOf = (form, hash) => form.querySelector(hash)?.closest("[data-step]");

// Those that the answers so far ask for: the look of the form hides all others.
function askedOf(form) {
  for (const step of stepsOf(form)) reveal(step, true);
  return stepsOf(form).filter((step) => step.getClientRects().length);
}

function reveal(step, shown) {
  step.hidden = !shown;
  if (step.matches("details")) step.open = true;
}

function show(form, id) {
  if (form.dataset.at === "all") return;
  const asked = askedOf(form);
  const place = Math.max(
    0,
    asked.findIndex((step) => step.dataset.step === id),
  );
  if (form.dataset.at !== asked[place].dataset.step) hush();
  form.dataset.at = asked[place].dataset.step;
  places.set(form.dataset.draft, form.dataset.at);
  for (const step of stepsOf(form)) reveal(step, step === asked[place]);
  const last = place === asked.length - 1;
  frame({ bar: true, back: place > 0, on: !last, save: last });
  document.querySelector("[data-step-words]").textContent = `${place + 1} of ${asked.length}`;
}

function showAll(form) {
  hush();
  form.dataset.at = "all";
  for (const step of stepsOf(form)) reveal(step, true);
  for (const fold of form.querySelectorAll("details[data-step]")) fold.open = false;
  frame({ bar: false, back: false, on: false, save: true });
}

function frame(shown) {
  for (const [name, yes] of Object.entries(shown))
    document.querySelector(`[data-step-${name}]`).hidden = !yes;
}

// What a step lacks is said while it is in sight, once: a second tap goes on all the same.
async function goOn(form) {
  const step = stepsOf(form).find((one) => one.dataset.step === form.dataset.at);
  if ((await mayGoOn(form, step)) && form.dataset.at === step.dataset.step) go(form, 1);
}

function go(form, by) {
  const asked = askedOf(form);
  const place = asked.findIndex((step) => step.dataset.step === form.dataset.at) + by;
  const step = asked[Math.min(Math.max(place, 0), asked.length - 1)];
  show(form, step.dataset.step);
  remember(`at-${form.dataset.at}`);
  scrollTo({ top: 0 });
  const heading = step.querySelector("h2, summary");
  if (heading.matches("h2")) heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

// In place of the address, not after it: the way back leads out of the form.
const remember = (hash) =>
  history.replaceState(history.state, "", `${location.pathname}${location.search}#${hash}`);

function leadOn(form, event) {
  const on = document.querySelector("[data-step-on]");
  if (on.hidden || !event.submitter?.matches(".sr")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  goOn(form);
}

function followProblem(form, event) {
  const link = event.target.closest("[data-problems] a, [data-cautions] a[href^='#']");
  const step = link && stepOf(form, link.hash);
  if (step) show(form, step.dataset.step);
}
