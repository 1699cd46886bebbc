// After a save that was refused: what is answered since is marked no longer, on top of the form and beside its field.
import { lacksOf } from "./lacks.js";
import { eachPage } from "./moments.js";

const PAUSE = 300;

// What a form lacked as it came back. Only that can be taken away here: what a server said for itself stays.
const before = new WeakMap();
let timer = 0;
let turn = 0;

/** Keep the card of problems, and the marks beside fields, true while a case is put right. */
export function clearAnswered() {
  for (const type of ["input", "change"])
    document.addEventListener(type, (event) => soon(event.target.closest?.("form")));
  eachPage(() => {
    const form = document.querySelector("[data-problems]")?.closest("form[data-steps], #entry-form");
    if (form && !before.has(form)) before.set(form, lacksOf(form));
  });
}

function soon(form) {
  if (!before.has(form) || !form.querySelector("[data-problems]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => look(form), PAUSE);
}

async function look(form) {
  turn += 1;
  const mine = turn;
  const [then, now] = await Promise.all([before.get(form), lacksOf(form)]);
  if (mine !== turn || !form.isConnected || then.by !== now.by) return;
  const open = new Set(now.found.map(({ id }) => id));
  for (const { id } of then.found) if (!open.has(id)) settle(form, id);
  tellRest(form.querySelector("[data-problems]"));
}

function settle(form, id) {
  form
    .querySelectorAll(`[data-problems] a[href="#${CSS.escape(id)}"]`)
    .forEach((link) => link.closest("li").remove());
  const place = document.getElementById(id);
  const field = place?.closest(".field");
  if (!field) return;
  [...field.querySelectorAll(".error")]
    .filter((one) => one.closest(".field") === field)
    .forEach((one) => one.remove());
  field.classList.remove("bad");
  place.removeAttribute("aria-invalid");
  describe(place);
  retell(place.closest("[data-facemap]"));
}

// What is gone describes nothing.
function describe(place) {
  const ids = (place.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter((id) => document.getElementById(id));
  if (ids.length) place.setAttribute("aria-describedby", ids.join(" "));
  else place.removeAttribute("aria-describedby");
}

// Beside the drawing the same words stand once more.
function retell(points) {
  const errors = points?.querySelectorAll("[data-by-hand] .error") ?? [];
  points?.querySelector("[data-wrong]").replaceChildren(...[...errors].map((error) => error.cloneNode(true)));
}

function tellRest(card) {
  const lines = card?.querySelectorAll("li") ?? [];
  if (card && !lines.length) card.remove();
  else if (lines.length === 1 && lines[0].querySelector("a"))
    card.querySelector("h2").textContent = "Check this answer";
}
