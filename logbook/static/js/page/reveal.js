// A password can be read while it is typed. Without this file the boxes stay hidden.
import { eachPage } from "./moments.js";

/** Show each box of [data-reveals="<id of a password's field>"], and let it turn the dots into letters. */
export const revealPasswords = () =>
  eachPage(() => document.querySelectorAll("[data-reveals][hidden]").forEach(offer));

function offer(label) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(label.dataset.reveals));
  const box = label.querySelector("input");
  if (!field) return;
  box.addEventListener("change", () => (field.type = box.checked ? "text" : "password"));
  // Letters must not stay in what a browser keeps of forms.
  field.form?.addEventListener("submit", () => (field.type = "password"));
  label.hidden = false;
}
