// A few words at the foot of the screen, read out, gone by themselves unless they ask for something.

const SHORT = 8000;

/** Show words; `stay` keeps them until they are closed or replaced. One at a time. */
export function toast(words, { stay = false } = {}) {
  const region = document.getElementById("toasts");
  if (!region) return;
  const box = Object.assign(document.createElement("div"), { className: "toast" });
  const text = Object.assign(document.createElement("span"), { textContent: words });
  const close = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: "OK" });
  close.addEventListener("click", () => box.remove());
  box.append(text, close);
  region.replaceChildren(box);
  if (!stay) setTimeout(() => box.remove(), SHORT);
}
