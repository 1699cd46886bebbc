// A few words at the foot of the screen, read out, gone by themselves unless they ask for something.

const SHORT = 8000;
const OFFER = 10_000;

/**
 * Show words. `stay` keeps them until they are closed or replaced. offer: {label, take} is something to tap instead of
 * "OK"; it stays while somebody points at it or has the focus on it, and other words come beside it, not in its place.
 * `until` (ms) ends it whatever happens, where what is offered ends then. Gives a function that takes it away.
 */
export function toast(words, { stay = false, offer = null, until = 0 } = {}) {
  const region = document.getElementById("toasts");
  if (!region) return () => {};
  const box = Object.assign(document.createElement("div"), { className: "toast" });
  const text = Object.assign(document.createElement("span"), { textContent: words });
  const button = Object.assign(document.createElement("button"), {
    className: "btn",
    type: "button",
    textContent: offer?.label ?? "OK",
  });
  button.addEventListener("click", () => {
    box.remove();
    offer?.take();
  });
  box.append(text, button);
  box.toggleAttribute("data-offer", Boolean(offer));
  region.querySelectorAll(offer ? ".toast" : ".toast:not([data-offer])").forEach((other) => other.remove());
  region.append(box);
  if (until) setTimeout(() => box.remove(), until);
  else if (!stay) fade(box, offer ? OFFER : SHORT);
  return () => box.remove();
}

function fade(box, ms) {
  let timer = 0;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (box.matches(":hover, :focus-within") ? begin() : box.remove()), ms);
  };
  for (const type of ["pointerleave", "focusout"]) box.addEventListener(type, begin);
  begin();
}
