// Giving up something that exists only on this phone asks first.
const QUESTIONS = [
  [/^\/outbox\/[^/]+\/discard$/, "Discard what was not accepted? It is on this phone only.", "Discard it"],
  [/^\/drafts\/[^/]+\/discard/, "Delete this draft? It is on this phone only.", "Delete it"],
];

/** Ask before a form that discards is sent. */
export function askBeforeDiscarding() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const found = QUESTIONS.find(([address]) => address.test(form.getAttribute("action") ?? ""));
    if (!found || form.dataset.sure) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, found);
  }, { capture: true });
}

async function ask(form, [, question, yes]) {
  // What discards is the worker's page, and the worker has this file too.
  const { choose } = await import("./choice.js");
  if ((await choose(question, [["yes", yes], ["no", "Keep it"]])) !== "yes") return;
  form.dataset.sure = "yes";
  form.requestSubmit();
}
