// Signing out while something waits: it may exist nowhere else.
import { device } from "../store/device.js";
import { waiting } from "../store/outbox.js";
import { choose } from "./choice.js";
import { OFFLINE } from "./leave.js";
import { toast } from "./toast.js";
import { ask } from "./worker.js";

/** Sign out; where work would stay behind that exists only here, ask what becomes of it. */
export async function leave() {
  const { account } = await device();
  const left = account ? await waiting(account) : null;
  if (left && left.outbox + left.parked + left.drafts > 0) return askWhatToDo(left);
  return go();
}

async function askWhatToDo(left) {
  const answer = await choose(`${wordsFor(left)} on this phone only.`, [
    ["send", "Send now"],
    ["keep", "Keep on this phone, locked, and sign out"],
    ["copy", "Save a copy"],
    ["cancel", "Stay signed in"],
  ]);
  if (answer === "keep") return go();
  if (answer === "copy") return location.assign("/outbox.json");
  if (answer === "send") return sendFirst();
  return undefined;
}

async function sendFirst() {
  const report = await ask({ type: "sync", reason: "tap", visible: true });
  if (!report?.online) return toast("No connection. Your cases stay safe on this phone.", { stay: true });
  return leave();
}

// The worker has no part in signing out; without a network the browser would show its own error page.
async function go() {
  try {
    await fetch("/healthz", { cache: "no-store" });
  } catch {
    return toast(OFFLINE, { stay: true });
  }
  // A form of its own: news may have drawn the page, and the form that was tapped, anew.
  const form = Object.assign(document.createElement("form"), { method: "post", action: "/sign-out", hidden: true });
  document.body.append(form);
  return form.submit();
}

function wordsFor({ outbox, parked, drafts }) {
  const parts = [[outbox, "not sent"], [parked, "not accepted"], [drafts, "not finished"]];
  const said = parts.filter(([count]) => count).map(([count, words]) => `${count} ${words}`);
  const total = outbox + parked + drafts;
  return `${said.join(", ")}: ${total === 1 ? "1 item is" : `${total} items are`}`;
}
