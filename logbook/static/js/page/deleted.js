// A draft that was deleted can be had back for ten seconds, from the page that follows.
import { device } from "../store/device.js";
import * as drafts from "../store/drafts.js";
import { keepChanged } from "./drafts.js";
import { toast } from "./toast.js";

const FAILED = "That did not work. The draft could not be brought back.";

/** Take the draft of a form that deletes it off this phone, and offer it back once the next page is there. */
export async function takeDraft(form, entry) {
  // What was typed a moment ago belongs to it, and would otherwise be kept after it.
  await keepChanged();
  const { account } = await device();
  const kind = new URL(form.action).searchParams.get("kind");
  const taken = await drafts.take(account, entry, kind);
  const here = location.href;
  const back = () =>
    drafts.putBack(account, taken).then(
      () => location.assign(here),
      () => toast(FAILED, { stay: true }),
    );
  const offer = () => toast("Draft deleted.", { offer: { label: "Undo", take: back } });
  if (taken.length) document.addEventListener("htmx:after:swap", offer, { once: true });
}
