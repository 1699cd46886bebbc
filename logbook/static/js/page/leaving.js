// Signing out while something waits: it may exist nowhere else.
import { device } from "../store/device.js";
import { casesIn, everything } from "../store/outbox.js";
import { choose } from "./choice.js";
import { NO_SIGN_OUT } from "./connection.js";
import { toast } from "./toast.js";
import { ask } from "./worker.js";

// What was held back for a possible Undo is sent first; a line that hangs must not keep the question away.
const PATIENCE = 3000;

/** Sign out; where work would stay behind that exists only here, ask what becomes of it. */
export async function leave() {
  await ask({ type: "letgo" }, PATIENCE);
  const { account } = await device();
  const left = account ? await everything(account) : null;
  if (left && left.outbox.length + left.parked.length + left.drafts.length > 0) return askWhatToDo(left);
  return go();
}

// Only what can be done now is offered: without a network nobody can sign out, and a draft alone is nothing to send.
async function askWhatToDo(left) {
  const online = await isOnline();
  const answer = await choose(online ? wordsFor(left) : `${NO_SIGN_OUT} ${wordsFor(left)}`, [
    ...(online && left.outbox.length ? [["send", "Send now"]] : []),
    ...(online ? [["keep", "Keep on this phone, locked, and sign out"]] : []),
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
  if (!(await isOnline())) return toast(NO_SIGN_OUT, { stay: true });
  // A form of its own: news may have drawn the page, and the form that was tapped, anew.
  const form = Object.assign(document.createElement("form"), {
    method: "post",
    action: "/sign-out",
    hidden: true,
  });
  document.body.append(form);
  return form.submit();
}

const isOnline = () =>
  fetch("/healthz", { cache: "no-store" }).then(
    () => true,
    () => false,
  );

// Counted as the pill and the lists count: a case that was changed twice is one case.
function wordsFor({ outbox, parked, drafts }) {
  const parts = [
    [casesIn(outbox), "case not sent", "cases not sent"],
    [parked.length, "record not accepted", "records not accepted"],
    [drafts.length, "draft not finished", "drafts not finished"],
  ];
  const said = parts
    .filter(([count]) => count)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  const total = parts.reduce((sum, [count]) => sum + count, 0);
  return `${said.join(", ")}: ${total === 1 ? "it is" : "they are"} on this phone only.`;
}
