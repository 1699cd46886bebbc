// A saved copy is brought back: first into this phone, where its drafts belong, then to the server, which answers in words.
import { device } from "../store/device.js";
import { choose } from "./choice.js";
import { ask } from "./worker.js";

/** Lay what the chosen file holds into this phone before the form takes it to the server. */
export function layBack() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-copy]") || "laid" in form.dataset) return;
    event.preventDefault();
    form.dataset.laid = "";
    lay(form)
      .catch(console.error)
      .finally(() => form.submit());
  });
}

async function lay(form) {
  const { account } = await device();
  const copy = JSON.parse(await form.elements.namedItem("file").files[0].text());
  // Of whoever else's file it may be, the server has the words; without a worker nothing would ever send what lies here.
  if (copy.account !== account || account !== form.dataset.copy || !navigator.serviceWorker?.controller)
    return;
  // The worker has the rules by which each record is judged before it may lie beside the phone's own.
  const came = await ask({ type: "bring", copy });
  if (!came) return;
  form.elements.namedItem("drafts_kept").value = came.drafts;
  if (came.refused) await choose(wordsFor(came.refused), [["on", "Go on"]]);
}

const wordsFor = (refused) =>
  refused === 1
    ? "1 record in this file is not as a phone writes it and was not taken onto this phone. The server looks at it now and says what it is."
    : `${refused} records in this file are not as a phone writes them and were not taken onto this phone. The server looks at them now and says what they are.`;
