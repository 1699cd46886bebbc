// Small helps in forms, shown only where they work: words to tap, lines and the button that say what they hold, printing.
import { date, time } from "../twins/filters.js";
import { DOSE, valueOf } from "../twins/numerals.js";
import { bare } from "../twins/shown.js";
import { eachPage } from "./moments.js";

const CODE = /^[A-HJ-NP-Z2-9]{4}$/;
// Who did not inject is asked for no points, and saves none.
const WATCHED = "[name=part]:is([value=observed], [value=assisted]):checked";
const EXPIRY = "product.expires_on";

/** Bring the helps of every page to life. */
export function helpWithForms() {
  eachPage(() =>
    document.querySelectorAll("[data-picks], [data-print]").forEach((help) => (help.hidden = false)),
  );
  document.addEventListener("click", (event) => {
    const words = event.target.closest?.("[data-picks] button");
    if (words) add(words.closest("[data-picks]").dataset.picks, words.textContent);
    if (event.target.closest?.("[data-print]")) window.print();
  });
  document.addEventListener("input", (event) => tell(event.target.closest?.("form")));
  document.addEventListener("restored", (event) => tell(event.target), { capture: true });
  document.addEventListener("submit", (event) => busy(event.submitter));
  document.addEventListener("change", (event) => event.target.name === "model.code" && look(event.target));
  document.addEventListener(
    "change",
    (event) => event.target.name === `${EXPIRY}.as` && carryMonth(event.target),
  );
}

// A day that was given says its month too.
function carryMonth({ form, value }) {
  const [day, month] = [EXPIRY, `${EXPIRY}.month`].map((name) => form.elements.namedItem(name));
  if (value === "month" && !month.value) month.value = day.value.slice(0, 7);
}

// What the server does itself may take seconds on a slow line: the button says that it was heard.
function busy(button) {
  const words = button?.dataset.busy;
  if (!words) return;
  const before = [...button.childNodes];
  button.replaceChildren(words);
  button.setAttribute("aria-disabled", "true");
  const end = () => {
    button.replaceChildren(...before);
    button.removeAttribute("aria-disabled");
  };
  for (const type of ["htmx:error", "htmx:finally:request"])
    document.addEventListener(type, end, { once: true });
}

function add(id, words) {
  const area = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
  const [sentence, said] = [`${words}.`, area.value.trimEnd()];
  if (said.includes(sentence)) return;
  // What was typed before may lack its full stop: two thoughts must not run into one.
  area.value = [/[\p{L}\p{N}]$/u.test(said) ? `${said}.` : said, sentence].filter(Boolean).join(" ");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// What the page says of a form is made by its server; while somebody writes, the page says it anew.
function tell(form) {
  if (!form) return;
  total(form);
  name(form);
  for (const fold of form.querySelectorAll("[data-tells]")) {
    const told = fold.dataset.tells
      .trim()
      .split(" ")
      .flatMap((one) => answers(form, ...one.split(":")));
    fold.querySelector("[data-says]").textContent = told.slice(0, 3).join(", ") || "Nothing yet";
  }
}

// The answers under one name, as the line of a folded section has them; not what every form begins with.
function answers(form, name, said, start) {
  return [...form.elements]
    .filter((control) => control.name === name)
    .map((control) => {
      const { type, value } = control;
      if (!value || value === start) return "";
      if (type === "radio" || type === "checkbox") {
        const label = control.closest("label");
        return control.checked ? (label.querySelector("strong") ?? label).textContent.trim() : "";
      }
      if (control.matches("select")) return control.selectedOptions[0].textContent.split(" (")[0];
      if (type === "date" || type === "time") return { date, time }[type](value);
      return said ? `${said} ${value}` : value;
    })
    .filter((words) => words);
}

// The page is called by the model's code, whoever gave it.
function name(form) {
  const code = bare(form.elements.namedItem("model.code")?.value ?? "").toUpperCase();
  const heading = document.querySelector("#screen h1");
  if (CODE.test(code) && heading.textContent !== `Model ${code}`) {
    heading.textContent = `Model ${code}`;
    document.title = `Model ${code} – Logbook`;
    const words = form.querySelector("[data-code]");
    if (words) words.textContent = code;
  }
}

// A code typed by hand may be one of a model seen before: the page comes again and says so.
function look(control) {
  const known = [...(control.list?.options ?? [])].some(
    ({ value }) => value === bare(control.value).toUpperCase(),
  );
  if (known) control.form.requestSubmit(control.form.querySelector("[value=look]"));
}

// The button says the dose it saves, so that a slip of the finger is seen before it is kept.
function total(form) {
  const place = document.querySelector("button [data-total]");
  // Read as attributes: a field called "id" hides the form's own.
  if (!place || place.closest("button").getAttribute("form") !== form.getAttribute("id")) return;
  const doses = [...form.elements].filter((control) => /^points\.\d+\.units_tenths$/.test(control.name));
  const tenths = doses.reduce((sum, { value }) => sum + (valueOf(value, 1, DOSE) ?? 0), 0);
  const asked = !form.querySelector(WATCHED) || form.querySelector("[name=kept][value=points]");
  place.textContent = tenths && asked ? `, ${tenths / 10} ${tenths === 10 ? "unit" : "units"}` : "";
}
