// A link that was made, or a message, is handed over by a tap. Without this file it is read, or its code is scanned.
import { eachPage } from "./moments.js";
import { toast } from "./toast.js";

/** Show the buttons of every [data-hands="<id of what holds the words>"] that can work in this browser. */
export const handLinksOver = () =>
  eachPage(() => document.querySelectorAll("[data-hands]:not([data-ready])").forEach(offer));

function offer(place) {
  const words = document.getElementById(place.dataset.hands);
  const [copies, shares] = [place.querySelector("[data-copies]"), place.querySelector("[data-shares]")];
  place.dataset.ready = "";
  copies.hidden = !navigator.clipboard;
  shares.hidden = !navigator.share;
  copies.addEventListener("click", () => copy(words));
  shares.addEventListener("click", () => share(words));
}

async function copy(words) {
  const copied = await navigator.clipboard.writeText(words.textContent).then(
    () => true,
    () => false,
  );
  if (!copied) select(words);
  const what = isLink(words) ? "link" : "message";
  toast(
    copied
      ? `The ${what} is copied.`
      : `This browser copies nothing by itself. The ${what} is marked: copy it from there.`,
  );
}

async function share(words) {
  const shared = isLink(words) ? { url: words.textContent } : { text: words.textContent };
  // Who closes the sheet of sharing has changed their mind.
  await navigator.share(shared).catch(({ name }) => (name === "AbortError" ? undefined : copy(words)));
}

const isLink = (words) => /^https?:\S+$/.test(words.textContent);

const select = (words) => getSelection().selectAllChildren(words);
