// A link that was made is handed over by a tap. Without this file it is read, or its code is scanned.
import { eachPage } from "./moments.js";
import { toast } from "./toast.js";

/** Show the buttons of every [data-hands="<id of what holds the link>"] that can work in this browser. */
export const handLinksOver = () =>
  eachPage(() => document.querySelectorAll("[data-hands]:not([data-ready])").forEach(offer));

function offer(place) {
  const link = document.getElementById(place.dataset.hands);
  const [copies, shares] = [place.querySelector("[data-copies]"), place.querySelector("[data-shares]")];
  place.dataset.ready = "";
  copies.hidden = !navigator.clipboard;
  shares.hidden = !navigator.share;
  copies.addEventListener("click", () => copy(link));
  shares.addEventListener("click", () => share(link));
}

async function copy(link) {
  const copied = await navigator.clipboard.writeText(link.textContent).then(
    () => true,
    () => false,
  );
  if (!copied) select(link);
  toast(
    copied
      ? "The link is copied."
      : "This browser copies nothing by itself. The link is marked: copy it from there.",
  );
}

async function share(link) {
  // Who closes the sheet of sharing has changed their mind.
  await navigator.share({ url: link.textContent }).catch(({ name }) => name === "AbortError" || copy(link));
}

const select = (link) => getSelection().selectAllChildren(link);
