// The hint to keep the logbook on the phone: after the first case was sent, never in the way of one that waits.
import { DEVICE, meta, nameOf, setMeta, transact } from "../store/db.js";
import { device } from "../store/device.js";
import { waiting } from "../store/outbox.js";
import { eachPage } from "./moments.js";
import { hear } from "./worker.js";

const QUIET_DAYS = 30;
const QUIET = "install_quiet_until";

// What a browser that can install by itself gives for later; it comes once, perhaps before any page asks.
let prompt = null;

/** Show the hint on the page that has a place for it, as this browser installs: by a button, or by hand. */
export function hintAtInstalling() {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event;
    consider();
  });
  addEventListener("appinstalled", () => hide());
  document.addEventListener("click", (event) => {
    const what = event.target.closest?.("button[data-install]")?.dataset.install;
    if (what === "later") quiet();
    if (what === "button") install();
  });
  hear((message) => message.type === "synced" && consider());
  eachPage(consider);
}

async function consider() {
  const place = document.getElementById("install");
  const way = prompt ? "button" : isIos() ? "ios" : null;
  if (!place || !place.hidden || !way || isInstalled() || !(await isTime())) return;
  place.querySelector(`[data-install=${way}]`).hidden = false;
  place.hidden = false;
}

// On some phones the installed app begins with a storage of its own: nothing may wait in the one that is left.
async function isTime() {
  const { account } = await device();
  if (!account || ((await meta(DEVICE, QUIET)) ?? "") > new Date().toISOString()) return false;
  const { outbox, parked, drafts } = await waiting(account);
  return outbox + parked + drafts === 0 && hasSent(account);
}

const hasSent = (account) =>
  transact(nameOf(account), ["sent"], "readonly", async (tx) => {
    const rows = await tx.objectStore("sent").getAll();
    return rows.some((row) => row.kind === "entry" && row.outcome === "applied");
  });

async function install() {
  await prompt?.prompt();
  prompt = null;
  hide();
}

async function quiet() {
  hide();
  await setMeta(
    DEVICE,
    /** @type {any} */ ({ [QUIET]: new Date(Date.now() + QUIET_DAYS * 86_400_000).toISOString() }),
  );
}

function hide() {
  const place = document.getElementById("install");
  if (place) place.hidden = true;
}

const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

// An iPad says it is a Mac, but has a screen to touch.
const isIos = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
