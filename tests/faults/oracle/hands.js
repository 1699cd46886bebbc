// What a hand would do on the logbook's pages, for the browsers of the oracle. Evaluates to an object of functions.
(() => {
  const PATIENCE = 15_000;
  // A worker that dies in the middle must not hold the run for ever.
  const patient = (work) =>
    Promise.race([work, new Promise((_, no) => setTimeout(() => no(new Error("late")), PATIENCE))]);

  const done = (asked) =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  async function page(path) {
    const answer = await patient(fetch(path));
    return { status: answer.status, html: new DOMParser().parseFromString(await answer.text(), "text/html") };
  }

  /** The ids in the links of a list, newest first. */
  async function list([path, pattern]) {
    const { status, html } = await page(path);
    const links = [...html.querySelectorAll("a.row")].map((link) => link.getAttribute("href"));
    return { status, ids: links.map((link) => new RegExp(pattern).exec(link)?.[1]).filter(Boolean) };
  }

  /** A form with these answers written into it, ready to be sent: {status, path, body, named}, body null where none is. */
  async function fill([path, selector, answers]) {
    const { status, html } = await page(path);
    const form = html.querySelector(selector);
    if (!form) return { status, body: null };
    const data = new FormData(form);
    for (const [name, value] of Object.entries(answers)) data.set(name, value);
    const named = Object.fromEntries(["id", "mutation", "entry_hash"].map((name) => [name, data.get(name)]));
    return { status, path: form.getAttribute("action"), body: new URLSearchParams(data).toString(), named };
  }

  /** Send it; saved means: the page said so. */
  async function send([path, body]) {
    const answer = await patient(fetch(path, { method: "POST", body: new URLSearchParams(body) }));
    const { pathname } = new URL(answer.url);
    return { status: answer.status, saved: answer.redirected && !["/sign-in", path].includes(pathname) };
  }

  /** The answers into the form on the screen, and the big button. */
  function tap([answers]) {
    const form = document.getElementById("entry-form");
    for (const [name, value] of Object.entries(answers)) {
      const control = [...form.elements].find((one) => one.name === name && (one.type !== "radio" || one.value === value));
      if (["radio", "checkbox"].includes(control.type)) control.checked = true;
      else control.value = value;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector("[form=entry-form].primary").click();
    return Object.fromEntries(["id", "mutation"].map((name) => [name, form.elements.namedItem(name).value]));
  }

  /** Everything that lies in an account's database. */
  async function held([account]) {
    const db = await done(indexedDB.open(`logbook-${account}`));
    const stores = ["documents", "outbox", "parked", "sent"];
    const tx = db.transaction(stores);
    const rows = await Promise.all(stores.map((store) => done(tx.objectStore(store).getAll())));
    db.close();
    return Object.fromEntries(stores.map((store, index) => [store, rows[index]]));
  }

  /** Whether the worker answers here, for this account. */
  async function ready([account]) {
    if (!navigator.serviceWorker?.controller) return false;
    const answer = await patient(fetch("/outbox.json"));
    return answer.ok && (await answer.json()).account === account;
  }

  async function sync() {
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ type: "sync", reason: "tap" });
  }

  return { fill, held, list, ready, send, sync, tap };
})()
