// On from one step of a first case to the next: what the step still lacks is said beside Continue, and locks nobody in.
import { lacksOf } from "./lacks.js";

// The steps of a form whose lack was said already.
const told = new WeakMap();
let asking = false;

/** Whether Continue may leave this step now. Where not, what it lacks stands beside the button and has the focus. */
export async function mayGoOn(form, step) {
  const said = told.get(form) ?? new Set();
  told.set(form, said);
  if (asking) return false;
  if (said.has(step.dataset.step)) return true;
  asking = true;
  const { found } = await lacksOf(form).finally(() => (asking = false));
  const here = within(step, found);
  if (!here.length || form.dataset.at !== step.dataset.step) return true;
  said.add(step.dataset.step);
  say(form, here);
  return false;
}

/** Take the words away: they are about a step that is out of sight. */
export const hush = () => document.querySelector("[data-step-lacks]")?.remove();

function say(form, here) {
  hush();
  const box = Object.assign(document.createElement("div"), {
    className: "note",
    role: "group",
    tabIndex: -1,
  });
  box.dataset.stepLacks = "";
  box.dataset.state = "alert";
  box.setAttribute("aria-labelledby", "step-lacks");
  const words = Object.assign(document.createElement("p"), { id: "step-lacks", className: "grow" });
  words.append("Still open on this step: ", ...here.map(leadTo));
  words.append("Or continue once more and answer later: the draft keeps everything.");
  const sign = document.querySelector("[data-cautions-count] .icon").cloneNode(true);
  box.append(sign, words);
  document.querySelector("[data-step-on]").closest(".actions").prepend(box);
  box.focus();
  form.addEventListener("input", () => follow(form, box));
}

// What is answered is no longer said; once everything is, nothing is left to say.
async function follow(form, box) {
  if (!box.isConnected) return;
  const { found } = await lacksOf(form);
  const open = new Set(found.map(({ id }) => `#${id}`));
  for (const link of box.querySelectorAll("a")) if (!open.has(link.hash)) link.parentElement.remove();
  if (!box.querySelector("a")) box.remove();
}

function leadTo({ id, text }) {
  const link = Object.assign(document.createElement("a"), { href: `#${id}`, textContent: text });
  link.addEventListener("click", (event) => {
    // The address remembers the step, not the field.
    event.preventDefault();
    const place = document.getElementById(id);
    place.scrollIntoView({ block: "center" });
    (place.matches("fieldset") ? place.querySelector("input, button") : place)?.focus({
      preventScroll: true,
    });
  });
  const sentence = document.createElement("span");
  sentence.append(link, ". ");
  return sentence;
}

const within = (step, found) => found.filter(({ id }) => step.contains(document.getElementById(id)));
