// Undo after Save, instead of a question before it.
import { device } from "../store/device.js";
import { heldFor } from "../store/hold.js";
import { find } from "../store/outbox.js";
import { eachPage } from "./moments.js";
import { toast } from "./toast.js";
import { later } from "./triggers.js";
import { say } from "./worker.js";

const FAILED = "That did not work. Nothing was changed. Try again, or open the case.";
// What came of it, as the worker says in the address of the page it leads to.
const OUTCOMES = {
  draft: "Undone. The case is a draft again.",
  edit: "Undone. Your change is a draft again.",
  reopened: "Undone. The case was withdrawn, and its answers are in this new one.",
  sent: "This change had been sent already. You can change it again here.",
  later: "Nothing was undone: something came after it.",
};

// Takes away the offer on the screen; null where there is none.
let withdraw = null;

/** Offer to undo where the page says what was saved a moment ago, and say what came of an undo. */
export function offerUndo() {
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && endOffer());
  addEventListener("pagehide", endOffer);
  eachPage(() => {
    // In another form "Undo" would read as "undo what I typed".
    if (document.querySelector("form[data-draft]")) endOffer();
    const form = document.getElementById("undo");
    const asked = new URLSearchParams(location.search);
    if (form && navigator.serviceWorker?.controller) offer(form);
    if (OUTCOMES[asked.get("undone")]) toast(OUTCOMES[asked.get("undone")]);
    // Once: a reload, or coming back to this page later, is not another Save.
    if (asked.has("done") && form) forget("done");
    if (asked.has("undone")) forget("undone");
  });
}

async function offer(form) {
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  const words = form.dataset.changed === "yes" ? "Change saved on this phone." : "Case saved on this phone.";
  const send = () => undo(form.getAttribute("action"), body);
  form.remove();
  // Once it may have left, taking it back is a withdrawal, and called so: the case's own page has that.
  const { account } = await device();
  const found = account ? await find(account, body.get("of")) : undefined;
  // Not accepted meanwhile: the page says so, and there is nothing good to add.
  if (found?.box === "parked") return;
  const until = heldFor(/** @type {any} */ (found?.row ?? {}));
  const take = until && toast(words, { offer: { label: "Undo", take: send }, until });
  // The worker says the same, unless it is killed before it answers: the page then would not ask for half a minute.
  if (until) later(until + 100);
  if (take) withdraw = take;
  else toast(words);
}

// What was held for it may go: nobody waits here any more.
function endOffer() {
  withdraw?.();
  if (withdraw) say({ type: "letgo" });
  withdraw = null;
}

async function undo(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok || !answer.redirected) throw new Error(`${answer.status}`);
    withdraw = null;
    // In the place of the case's page, which may be there no longer.
    location.replace(answer.url);
  } catch {
    toast(FAILED, { stay: true });
  }
}

function forget(name) {
  const address = new URL(location.href);
  address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}
