// The form that says of a case that it counts for no rule, or takes that back. Twin of pages/setting_aside.py.
/** @import { Clock } from "phone" */
/** @import { Query, Shell, Snapshot } from "shapes" */
import { first } from "../statements/forms.js";
import { find, read } from "./cases.js";
import { frame, nameOf, rowOf } from "./common.js";
import { draw, listed } from "./drawing.js";
import { idsOf } from "./entries.js";
import { asides } from "./history.js";
import { maySetAside, myAside } from "./rights.js";

/**
 * /entries/<id>/set-aside: why a case counts for no rule; null where it is the viewer’s own, or unknown.
 * @param {Snapshot} snapshot
 * @param {Query} request
 * @param {Clock} clock
 * @param {Shell} shell
 */
export function entry_aside(snapshot, request, clock, shell) {
  const view = read(snapshot, clock, shell);
  const made = find(view, request.id);
  if (!made || made.mine) return null;
  const [mine, problems] = [myAside(view, made), request.problems ?? {}];
  // What was typed goes back to the question it answered, whatever came meanwhile.
  const of = request.fields ? first(request.fields, "of") : (mine?.id ?? "");
  const kind = of ? "withdrawal" : "set_aside";
  const sections = draw(view, kind, request.fields ?? {}, problems);
  return {
    ...frame(view, of ? "Count it again" : "Set case aside", "signoffs", `/entries/${made.id}`),
    ...idsOf(request, kind),
    allowed: maySetAside(view, made) && Boolean(of) === (mine !== null),
    of,
    case: rowOf(view, made),
    trainee: nameOf(view, made.doc.trainee),
    on: made.doc.performed_on,
    asides: asides(view, made),
    problems: listed(sections, problems),
    sections,
  };
}
