// Whether a case saved here is safe without a network. Where it is not, that is said before somebody relies on it.
import { device } from "../store/device.js";
import { casesIn, rows } from "../store/outbox.js";
import { eachPage } from "./moments.js";
import { ask, hear } from "./worker.js";

const NONE =
  "This browser cannot save without a connection. It may be a private window. Stay online, or use another browser.";
const SHUT =
  "This browser keeps nothing for the logbook: no drafts, and nothing without a connection. It may be a private window. Stay online, or use another browser.";
const OFF = "Saving without a connection is switched off for now. Stay online to save.";
const OFFLINE =
  "You’re offline, and saving needs a connection. Keep this page open until you’re back online.";

// Why nothing is safe here: "none" no worker, "shut" no database either, "off" a worker that answers no page; or null.
let lack = null;

/** Find out what this browser can do, and say on each page that matters what it cannot. */
export async function speakOfShelter(registration) {
  lack = await lacking(registration);
  if (!lack) return;
  hear((message) => message.type === "synced" && tell());
  eachPage(tell);
}

async function lacking(registration) {
  const opens = await device().then(
    () => true,
    () => false,
  );
  if (!registration) return opens ? "none" : "shut";
  return (await ask({ type: "state" }, 10_000))?.off ? "off" : null;
}

async function tell() {
  const account = (await device().catch(() => undefined))?.account;
  const waiting = account ? casesIn(await rows(account).catch(() => [])) : 0;
  const offline = document.querySelector("#offline span");
  if (offline) offline.textContent = OFFLINE;
  document.getElementById("shelter")?.remove();
  if (waiting) pill(waiting);
  // Only a form, or what waits, makes somebody rely on this browser.
  const form = document.querySelector("form[data-draft]");
  if (form || waiting) place(form, lack === "off" ? `${OFF}${said(waiting)}` : lack === "shut" ? SHUT : NONE);
}

// A form is being read and tapped by now: the note stands beside its button, where it moves nothing under a finger.
function place(form, words) {
  const foot = form && document.querySelector(".dock > .actions");
  if (foot) foot.prepend(note(words));
  else document.getElementById("main").prepend(note(words, sendOrCopy()));
}

const said = (waiting) =>
  waiting
    ? ` ${waiting === 1 ? "1 case waits on this phone and is" : `${waiting} cases wait on this phone and are`} sent by ${waiting === 1 ? "itself" : "themselves"}.`
    : "";

function note(words, more = []) {
  const box = Object.assign(document.createElement("div"), { id: "shelter", className: "note" });
  box.setAttribute("role", "status");
  box.dataset.state = "local";
  box.append(Object.assign(document.createElement("p"), { className: "grow", textContent: words }));
  box.append(...more);
  return box;
}

function sendOrCopy() {
  const send = Object.assign(document.createElement("button"), {
    className: "btn plain",
    type: "button",
    textContent: "Send now",
  });
  send.dataset.syncNow = "";
  const copy = Object.assign(document.createElement("a"), {
    className: "btn plain",
    href: "/outbox.json",
    textContent: "Save a copy",
  });
  copy.setAttribute("hx-boost", "false");
  return [send, copy];
}

// The server, which drew this page, cannot know what waits here.
function pill(waiting) {
  const place = document.getElementById("sync");
  for (const all of document.querySelectorAll("[data-all-sent]")) all.hidden = true;
  if (!place) return;
  place.dataset.state = "local";
  place.querySelector("span").textContent = `${waiting} on this phone`;
}
