// Ask the browser not to clear this phone's cases, at the moment when there is a first one to lose.

/** Ask once for lasting storage, after the first form was saved here. */
export function askToKeep() {
  document.addEventListener("submit", async (event) => {
    if (!event.target.matches("form[data-draft]") || !navigator.storage?.persist) return;
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  });
}
