// The list of points, which is the form: what stands in its rows is what is posted.
import { counted, tenthsOf, total, units } from "./doses.js";
import { dosed } from "./names.js";
import { hiddenOf } from "./rows.js";

/** Write the rows of the list anew; `chosen` is the point whose row stands open. The focus stays where it was. */
export function drawList(list, parts, { points, chosen, names, depths, commonDose }) {
  const held = focusIn(list);
  let number = 0;
  const rows = names
    .grouped(points)
    .flatMap(({ code, label, points: together }) => [
      headOf(parts, { code, label, points: together, dose: commonDose(code) }),
      ...together.map((point) =>
        rowOf(parts, { point, points, names, depths, isChosen: point === chosen, number: number++ }),
      ),
    ]);
  const lost = points.filter((point) => !names.grouped(points).some((group) => group.points.includes(point)));
  rows.push(
    ...lost.map((point) => rowOf(parts, { point, points, names, depths, isChosen: false, number: number++ })),
  );
  list.replaceChildren(...rows);
  if (held) focusAgain(list, held);
}

/** The point of the row that something in the list belongs to. */
export const pointOf = (target, points) =>
  points.find((point) => point.id === Number(target.closest("[data-point]")?.dataset.point));

function headOf(parts, { code, label, points, dose }) {
  const head = parts.head.content.firstElementChild.cloneNode(true);
  const alike = head.querySelector("[data-act=alike]");
  head.dataset.area = code;
  head.firstElementChild.textContent = label;
  head.lastElementChild.textContent = units(total(points));
  alike.hidden = dose === null;
  if (dose !== null) {
    alike.textContent = `All ${dose}`;
    alike.setAttribute(
      "aria-label",
      `${label}: set all ${counted(points.length)} to ${units(tenthsOf(dose))}`,
    );
  }
  return head;
}

function rowOf(parts, { point, points, names, depths, isChosen, number }) {
  const row = parts.row.content.firstElementChild.cloneNode(true);
  const at = (act) => row.querySelector(`[data-act=${act}]`);
  const name = names.name(point, points);
  row.dataset.point = point.id;
  row.toggleAttribute("data-on", isChosen);
  at("pick").append(name);
  at("pick").setAttribute("aria-pressed", String(isChosen));
  if (point.x === null) at("pick").append(small("No place on the map"));
  else if (point.view !== "front") at("pick").append(small(parts.views[point.view]));
  for (const button of row.querySelectorAll("[data-label]"))
    button.setAttribute("aria-label", `${button.dataset.label} ${dosed(name, point.units)}`);
  fill(at("units"), `points.${number}.units_tenths`, point.units, `Units, ${name}`);
  fillDepth(at("depth"), `points.${number}.depth`, point.depth, { name, depths });
  for (const [column, value] of Object.entries(hiddenOf(point)))
    row.append(hidden(`points.${number}.${column}`, value));
  if (point.problems.length) explain(row, at("units"), point);
  return row;
}

function fill(control, name, value, label) {
  control.setAttribute("name", name);
  control.setAttribute("aria-label", label);
  // As an attribute: what the page itself wrote is not what somebody typed over.
  control.setAttribute("value", value);
}

function fillDepth(control, name, value, { name: point, depths }) {
  control.setAttribute("name", name);
  control.setAttribute("aria-label", `Depth, ${point}`);
  const options = [["", "Not stated"], ...Object.entries(depths)].map(
    ([code, label]) => new Option(label, code, code === value, code === value),
  );
  control.replaceChildren(...options);
}

function explain(row, control, { problems, id }) {
  const words = row.querySelector(".error");
  words.hidden = false;
  words.id = `point-${id}-problem`;
  words.lastElementChild.textContent = problems.join(" ");
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", words.id);
}

const hidden = (name, value) =>
  Object.assign(document.createElement("input"), { type: "hidden", name, value });

const small = (words) => Object.assign(document.createElement("small"), { textContent: words });

function focusIn(list) {
  const held = /** @type {HTMLElement} */ (document.activeElement);
  return list.contains(held)
    ? {
        point: held.closest("[data-point]")?.dataset.point,
        act: held.dataset.act,
        row: rowsBefore(list, held),
      }
    : null;
}

// The row that had the focus may be gone: then the one that took its place, or the one before it.
function focusAgain(list, { point, act, row }) {
  const rows = [...list.querySelectorAll("[data-point]")];
  const next = list.querySelector(`[data-point="${point}"]`) ?? rows[Math.min(row, rows.length - 1)];
  next?.querySelector(`[data-act=${act}]`)?.focus();
}

const rowsBefore = (list, held) =>
  [...list.querySelectorAll("[data-point]")].findIndex((row) => row.contains(held));
