// What "return" does in a field of one line: on a keyboard of glass it means "next". A record is sent by its button.

const ONE_LINE = "form[data-draft] input:not([type=radio], [type=checkbox], [type=hidden])";
const FIELDS = "input:not([type=hidden], [tabindex='-1']), select, textarea";

/** Lead on to the next field, on this page and on those that follow. */
export const leadOnByReturn = () => document.addEventListener("keydown", leadOn);

function leadOn(event) {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented || !field.matches?.(ONE_LINE))
    return;
  const step = document.querySelector("[data-step-on]");
  // One thing at a time: there the key leads to the next step.
  if (field.form.matches("[data-steps]") && step && !step.hidden) return;
  event.preventDefault();
  const seen = [...field.form.querySelectorAll(FIELDS)].filter((one) => one === field || isSeen(one));
  const next = seen[seen.indexOf(field) + 1];
  // After the last field in sight the keyboard goes away.
  if (next) next.focus();
  else field.blur();
}

// What is folded away keeps its boxes in some browsers.
const isSeen = (field) => field.getClientRects().length > 0 && !field.closest("details:not([open])");
