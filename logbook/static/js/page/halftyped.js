// A date or time that is typed by half is nothing to the browser: it would be sent, and saved, as none.
import { lowered } from "../twins/filters.js";

const KINDS = "input:is([type=date], [type=time], [type=datetime-local], [type=month])";
const MARK = "halftyped";

/** Keep every form that is being saved while a date in it is typed by half, and say so beside the field. */
export function askForWholeDates() {
  document.addEventListener("submit", keep, { capture: true });
  document.addEventListener("input", ({ target }) => target.matches?.(KINDS) && forget(target));
}

function keep(event) {
  const half = [...event.target.elements].filter(
    (one) => one.matches(KINDS) && one.validity.badInput && isAsked(one),
  );
  if (!half.length || event.submitter?.value === "more") return;
  event.preventDefault();
  // Whoever else sends forms must not hear of this one.
  event.stopImmediatePropagation();
  half.forEach(tell);
  for (let fold = half[0].closest("details"); fold; fold = fold.parentElement.closest("details"))
    fold.open = true;
  // It may lie in a step that is out of sight.
  half[0].dispatchEvent(new CustomEvent("sought", { bubbles: true }));
  half[0].focus();
}

// What other answers leave out is not read: nobody has to finish it.
function isAsked(control) {
  for (
    let place = control.closest("[data-when]");
    place;
    place = place.parentElement.closest("[data-when]")
  ) {
    // A step that is not the one shown is asked all the same.
    const { hidden } = place;
    place.hidden = false;
    const isLeftOut = getComputedStyle(place).display === "none";
    place.hidden = hidden;
    if (isLeftOut) return false;
  }
  return true;
}

function tell(control) {
  forget(control);
  const words = document.createElement("p");
  const name = control.labels[0]?.firstChild?.textContent.trim() || "date";
  words.className = "error";
  words.id = `${control.id}-${MARK}`;
  words.role = "alert";
  words.textContent = `Finish the ${lowered(name)}, or clear it`;
  control.before(words);
  control.closest(".field")?.classList.add("bad");
  control.setAttribute("aria-invalid", "true");
  control.setAttribute(
    "aria-describedby",
    `${control.getAttribute("aria-describedby") ?? ""} ${words.id}`.trim(),
  );
}

function forget(control) {
  const words = document.getElementById(`${control.id}-${MARK}`);
  if (!words) return;
  words.remove();
  control.closest(".field")?.classList.remove("bad");
  control.removeAttribute("aria-invalid");
  const left = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== words.id);
  control.setAttribute("aria-describedby", left.join(" "));
}
