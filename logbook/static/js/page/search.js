// The list answers while somebody types: no page is loaded, the focus stays, and only the newest answer is shown.
import { showChosen } from "./filters.js";
import { eachPage } from "./moments.js";

const PAUSE = 120;

let timer = 0;
let asking = new AbortController();

/** Bring form[data-live] to life: what it finds is put into #found, and its address into the browser's. */
export function searchLive() {
  eachPage(() =>
    document.querySelectorAll("form[data-live] [data-submit]").forEach((button) => (button.hidden = true)),
  );
  document.addEventListener("input", (event) => soon(event.target.closest?.("form[data-live]")));
  // Before htmx sees it, which would draw the whole page anew.
  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches("form[data-live]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      find(event.target);
    },
    { capture: true },
  );
}

function soon(form) {
  if (!form) return;
  clearTimeout(timer);
  timer = setTimeout(() => form.isConnected && find(form), PAUSE);
}

async function find(form) {
  clearTimeout(timer);
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const given = [...new FormData(form)].filter(([, value]) => value);
  const query = String(new URLSearchParams(/** @type {any} */ (given)));
  // An emptied search is the list itself, and has its address.
  const address = `${form.getAttribute("action")}${query && `?${query}`}`;
  try {
    const answer = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [found, place] = [page.getElementById("found"), document.getElementById("found")];
    // Whoever went to another page meanwhile has a list of that one.
    if (!signal.aborted && form.isConnected && found && place) show(place, found, address);
  } catch (error) {
    // Without a worker and a network nothing is found; what was typed stays, and the next letter asks again.
    if (error.name !== "AbortError") console.warn(error);
  }
}

function show(place, found, address) {
  place.replaceChildren(...found.childNodes);
  window.htmx?.process(place);
  showChosen();
  document.querySelector("[data-found]").textContent = found.dataset.says;
  history.replaceState(history.state, "", address);
}
