// Small helps in forms, shown only where they work: words to tap, the total on the button, printing.
import { eachPage } from "./moments.js";

/** Bring the helps of every page to life. */
export function helpWithForms() {
  eachPage(() => document.querySelectorAll("[data-picks], [data-print]").forEach((help) => (help.hidden = false)));
  document.addEventListener("click", (event) => {
    const words = event.target.closest?.("[data-picks] button");
    if (words) add(words.closest("[data-picks]").dataset.picks, words.textContent);
    if (event.target.closest?.("[data-print]")) window.print();
  });
  document.addEventListener("input", (event) => total(event.target.closest?.("form")));
}

function add(id, words) {
  const area = document.getElementById(id);
  const [sentence, said] = [`${words}.`, area.value.trimEnd()];
  if (said.includes(sentence)) return;
  // What was typed before may lack its full stop: two thoughts must not run into one.
  area.value = [/[\p{L}\p{N}]$/u.test(said) ? `${said}.` : said, sentence].filter(Boolean).join(" ");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// The button says the dose it saves, so that a slip of the finger is seen before it is kept.
function total(form) {
  const place = form && document.querySelector("[data-total]");
  // Read as attributes: a field called "id" hides the form's own.
  if (place?.closest("button").getAttribute("form") !== form?.getAttribute("id")) return;
  const doses = [...form.elements].filter((control) => /^points\.\d+\.units_tenths$/.test(control.name));
  const tenths = doses.reduce((sum, { value }) => sum + (Math.round(Number(value.replace(",", ".")) * 10) || 0), 0);
  place.textContent = tenths ? `, ${tenths / 10} ${tenths === 10 ? "unit" : "units"}` : "";
}
