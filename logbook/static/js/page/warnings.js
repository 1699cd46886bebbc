// What looks unusual in the case that is being written: asked of the worker, which knows the earlier ones.
import { fieldsOf } from "./drafts.js";
import { eachPage } from "./moments.js";
import { ask } from "./worker.js";

const PAUSE = 300;
const PATIENCE = 5000;

const DATE = "f-performed_on";

let timer = 0;
// Only the newest question counts: answers may come back out of order.
let turn = 0;

/** Keep the card above Save, and what the product's figures come to, true while a case is written. */
export function tellOfCautions() {
  for (const type of ["input", "change"])
    document.addEventListener(type, (event) => soon(event.target.closest?.("form")));
  document.addEventListener("restored", (event) => soon(event.target), { capture: true });
  document.addEventListener("click", (event) =>
    reveal(event.target.closest?.("[data-cautions] a[href^='#']")),
  );
  eachPage(() => soon(document.querySelector("[data-cautions]")?.closest("form")));
}

function soon(form) {
  if (!form?.querySelector("[data-cautions]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => look(form), PAUSE);
}

async function look(form) {
  turn += 1;
  const mine = turn;
  const told = await ask({ type: "warnings", fields: fieldsOf(form) }, PATIENCE);
  if (!told || mine !== turn || !form.isConnected) return;
  put(form.querySelector("[data-cautions]"), told.cautions);
  put(form.querySelector("[data-measures]"), told.measures);
  putBeside(form);
  count(form.querySelectorAll("[data-cautions] li").length);
}

// The card speaks to screen readers when it changes, so what is the same is left alone.
function put(place, html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  if (place && made.content.textContent.trim() !== place.textContent.trim())
    place.replaceChildren(made.content);
}

// A slip in the date is seen where it is typed; the card says it too, for the field may lie in a folded section.
function putBeside(form) {
  const field = document.getElementById(DATE);
  const links = [...form.querySelectorAll(`[data-cautions] a[href="#${DATE}"]`)];
  const [said, old] = [links.map((link) => link.textContent).join(" "), document.getElementById(`${DATE}-c`)];
  if (!field || (old?.textContent ?? "") === said) return;
  old?.remove();
  if (!said) return;
  const words = Object.assign(document.createElement("p"), {
    id: `${DATE}-c`,
    className: "note small",
    textContent: said,
  });
  words.dataset.state = "alert";
  field.after(words);
  const told = (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter((id) => id && id !== words.id);
  field.setAttribute("aria-describedby", [...told, words.id].join(" "));
}

function count(found) {
  const link = document.querySelector("[data-cautions-count]");
  if (!link) return;
  link.hidden = !found;
  link.querySelector("span").textContent = `${found} to check`;
}

// A field may lie in a folded section, which would stay shut over it.
function reveal(link) {
  const field = link && document.getElementById(link.hash.slice(1));
  for (
    let fold = /** @type {HTMLDetailsElement} */ (field?.closest("details"));
    fold;
    fold = fold.parentElement.closest("details")
  )
    fold.open = true;
}
