// Giving up what exists only on this phone: a draft can be had back, what was not accepted asks first.
const DRAFT = /^\/drafts\/([^/?]+)\/discard/;
const REFUSED = /^\/outbox\/[^/]+\/discard$/;

/** Stand between a form that discards and its sending. What discards is the worker's page, and it has these files too. */
export function guardDiscarding() {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const action = form.getAttribute("action") ?? "";
      const [isDraft, isRefused] = [DRAFT.test(action), REFUSED.test(action)];
      if ((!isDraft && !isRefused) || form.dataset.sure) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isDraft) remove(form, DRAFT.exec(action)[1]);
      else ask(form);
    },
    { capture: true },
  );
}

async function remove(form, entry) {
  const { takeDraft } = await import("./deleted.js");
  await takeDraft(form, entry);
  go(form);
}

async function ask(form) {
  const { choose } = await import("./choice.js");
  const answers = [
    ["yes", "Discard it"],
    ["no", "Keep it"],
  ];
  if ((await choose("Discard what was not accepted? It is on this phone only.", answers)) === "yes") go(form);
}

function go(form) {
  form.dataset.sure = "yes";
  form.requestSubmit();
}
