// A request that came to nothing says so in words: htmx alone would leave the screen as if nobody had tapped.
import { keepNow } from "./drafts.js";
import { toast } from "./toast.js";

const SIGNING = "You need a connection to sign. Your rating and feedback are kept.";
const ONLINE_ONLY = "You need a connection for this. Try again when you are online.";
const FORM_KEPT = "No connection. What you wrote is kept on this phone. Save again when you are online.";
const FULL = "This phone is out of space. Free some space, then save again. Your answers are still on the screen.";
const OTHER = "That did not work. Try again.";

/** Show a bar when a request of htmx fails or is answered with something that is no page of ours. */
export function speakOfFailures() {
  document.addEventListener("htmx:error", (event) => fail(event.target, event.detail?.ctx));
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    const status = ctx?.response?.status ?? 0;
    if (status < 500 || (status !== 507 && ctx.text?.includes('id="screen"'))) return;
    event.preventDefault();
    fail(ctx.sourceElement, ctx);
  });
}

async function fail(element, ctx) {
  const form = element instanceof Element ? element.closest("form") : null;
  const kept = form?.matches("[data-draft]") ? await keepNow(form) : false;
  toast(wordsFor(kept, ctx?.request?.action ?? "", ctx?.response?.status), { stay: true });
}

function wordsFor(kept, action, status) {
  if (status) return status === 507 ? FULL : OTHER;
  if (!kept) return ONLINE_ONLY;
  return action.endsWith("/signature") ? SIGNING : FORM_KEPT;
}
