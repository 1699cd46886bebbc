// A saved copy is brought back: first into this phone, where its drafts belong, then to the server, which answers in words.
import { bringBack } from "../store/copies.js";
import { device } from "../store/device.js";

/** Lay what the chosen file holds into this phone before the form takes it to the server. */
export function layBack() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-copy]") || "laid" in form.dataset) return;
    event.preventDefault();
    form.dataset.laid = "";
    lay(form).catch(console.error).finally(() => form.submit());
  });
}

async function lay(form) {
  const { account } = await device();
  const copy = JSON.parse(await form.elements.namedItem("file").files[0].text());
  // Of whoever else's file it may be, the server has the words; without a worker nothing would ever send what lies here.
  if (copy.account !== account || account !== form.dataset.copy || !navigator.serviceWorker?.controller) return;
  const { drafts } = await bringBack(account, copy);
  form.elements.namedItem("drafts_kept").value = drafts;
}
