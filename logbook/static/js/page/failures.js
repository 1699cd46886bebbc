// A request that came to nothing says so in words: htmx alone would leave the screen as if nobody had tapped.
import { keepNow } from "./drafts.js";
import { toast } from "./toast.js";

const SIGNING = "You need a connection to sign. Your rating and feedback are kept.";
const ONLINE_ONLY = "You need a connection for this. Try again when you are online.";
const FORM_KEPT = "No connection. What you wrote is kept on this phone. Save again when you are online.";
const FULL = "This phone is out of space. Free some space, then save again. Your answers are still on the screen.";
const HELD = "Another tab of the logbook does not let go of this phone’s cases. Close the other tabs, then save again. Your answers are still on the screen.";
const BROKEN = "That was not saved. Your answers are still on the screen. Try again, or copy them, close the app and open it again.";
const OTHER = "That did not work. Try again.";
const WORDS = { 423: HELD, 500: BROKEN, 507: FULL };

/** Show a bar when a request of htmx fails or is answered with something that is no page of ours. */
export function speakOfFailures() {
  document.addEventListener("htmx:error", (event) => fail(event.target, event.detail?.ctx));
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    const status = ctx?.response?.status ?? 0;
    if (status < 500 && status !== 423) return;
    // A page that says what went wrong may take the place of a page, never that of answers.
    if (!formOf(ctx.sourceElement) && status !== 507 && ctx.text?.includes('id="screen"')) return;
    event.preventDefault();
    fail(ctx.sourceElement, ctx);
  });
}

async function fail(element, ctx) {
  const form = formOf(element);
  const status = ctx?.response?.status;
  // What could not be saved can perhaps not be kept as a draft either, or only after a while: the words come first.
  if (form && WORDS[status]) toast(WORDS[status], { stay: true });
  const kept = form ? await keepNow(form) : false;
  if (!form || !WORDS[status]) toast(wordsFor(kept, ctx?.request?.action ?? "", status), { stay: true });
}

const formOf = (element) => (element instanceof Element ? element.closest("form[data-draft]") : null);

function wordsFor(kept, action, status) {
  if (status && status !== 503) return status === 507 ? FULL : OTHER;
  if (!kept) return ONLINE_ONLY;
  return action.endsWith("/signature") ? SIGNING : FORM_KEPT;
}
