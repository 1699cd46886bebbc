// When something is new on the screen.

/** Call show() now and whenever another page was put on the screen. */
export function eachPage(show) {
  document.addEventListener("htmx:after:swap", () => show());
  show();
}

/** Call load() on the first page that holds something for it: a list need not wait for what only forms want. */
export function onceWhere(selector, load) {
  let asked = false;
  eachPage(async () => {
    if (asked || !document.querySelector(selector)) return;
    asked = true;
    await load().catch(() => (asked = false));
  });
}
