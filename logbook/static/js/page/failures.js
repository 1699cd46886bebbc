// A request that came to nothing says so in words: htmx alone would leave the screen as if nobody had tapped.
import { keepNow } from "./drafts.js";
import { toast } from "./toast.js";

const SIGNING = "You need a connection to sign. Your rating and feedback are kept.";
const ONLINE_ONLY = "You need a connection for this. Try again when you are online.";
const FORM_KEPT = "No connection. What you wrote is kept on this phone. Save again when you are online.";
const FULL =
  "This phone is out of space. Free some space, then save again. Your answers are still on the screen.";
const HELD =
  "Another tab of the logbook does not let go of this phone’s cases. Close the other tabs, then save again. Your answers are still on the screen.";
const BROKEN =
  "That was not saved. Your answers are still on the screen. Try again, or copy them, close the app and open it again.";
const SIGNING_REFUSED =
  "The server cannot keep anything just now. Your rating and feedback are kept. Sign again in a minute.";
const FORM_REFUSED =
  "The server cannot keep anything just now. What you wrote is kept on this phone. Save again in a minute.";
const REFUSED = "The server cannot do this just now. Try again in a minute.";
const OTHER = "That did not work. Try again.";
const WORDS = { 423: HELD, 500: BROKEN, 507: FULL };

/** What a page asks by itself, again and again: nobody tapped, and it asks again. */
const isQuiet = (element) => element instanceof Element && element.matches("[data-quiet]");

/** Show a bar when a request of htmx fails or is answered with something that is no page of ours. */
export function speakOfFailures() {
  document.addEventListener(
    "htmx:error",
    (event) => !isQuiet(event.target) && fail(event.target, event.detail?.ctx),
  );
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    const status = ctx?.response?.status ?? 0;
    if (status < 500 && status !== 423) return;
    if (isQuiet(ctx.sourceElement)) {
      event.preventDefault();
      return;
    }
    // A page that says what went wrong may take the place of a page, never that of answers.
    if (!answersIn(ctx.sourceElement) && status !== 507 && ctx.text?.includes('id="screen"')) return;
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
  // The server says when to come again; what answers in its stead where there is no network does not.
  const refused = status === 503 && Boolean(ctx.response.headers.get("Retry-After"));
  if (!form || !WORDS[status])
    toast(wordsFor(kept, ctx?.request?.action ?? "", status, refused), { stay: true });
}

const answersIn = (element) => element instanceof Element && element.closest("form[method='post']");

const formOf = (element) => (element instanceof Element ? element.closest("form[data-draft]") : null);

function wordsFor(kept, action, status, refused) {
  if (status && status !== 503) return status === 507 ? FULL : OTHER;
  if (!kept) return refused ? REFUSED : ONLINE_ONLY;
  const [signing, saving] = refused ? [SIGNING_REFUSED, FORM_REFUSED] : [SIGNING, FORM_KEPT];
  return action.endsWith("/signature") ? signing : saving;
}
