// When something is new on the screen.

/** Call show() now and whenever another page was put on the screen. */
export function eachPage(show) {
  document.addEventListener("htmx:after:swap", () => show());
  show();
}
