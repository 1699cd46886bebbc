// Giving up something that was not accepted asks first: it exists nowhere else.
import { choose } from "./choice.js";

/** Ask before a form that discards is sent. */
export function askBeforeDiscarding() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!/^\/outbox\/[^/]+\/discard$/.test(form.getAttribute("action") ?? "") || form.dataset.sure) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form);
  }, { capture: true });
}

async function ask(form) {
  const answers = [["discard", "Discard it"], ["keep", "Keep it"]];
  const answer = await choose("Discard what was not accepted? It is on this phone only.", answers);
  if (answer !== "discard") return;
  form.dataset.sure = "yes";
  form.requestSubmit();
}
