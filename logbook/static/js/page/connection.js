// Whether the server can be reached, as far as anyone can tell, and the banner that says so.
import { eachPage } from "./moments.js";
import { toast } from "./toast.js";
import { hear } from "./worker.js";

/** What is said to whoever wants to sign out while the server cannot be reached. */
export const NO_SIGN_OUT = "You need a connection to sign out. Nothing was changed.";

// The last conversation's outcome. `navigator.onLine` alone is true in every café whose network leads nowhere.
let reached = true;

/** Show and hide the banner, and say when waiting cases have gone. */
export function showConnection() {
  hear((message) => message.type === "synced" && note(message));
  for (const type of ["online", "offline"]) addEventListener(type, show);
  eachPage(show);
}

function note({ online, sent, tried }) {
  if (!tried) return;
  if (online && !reached && sent) toast(`Back online. ${sent === 1 ? "1 case" : `${sent} cases`} sent.`);
  reached = online;
  show();
}

function show() {
  const banner = document.getElementById("offline");
  if (banner) banner.hidden = reached && navigator.onLine !== false;
}
