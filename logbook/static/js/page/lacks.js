// What a case that is being written lacks: asked of the worker, which knows the rules, else read from the form's own marks.
import { fieldsOf } from "./drafts.js";
import { ask } from "./worker.js";

const PATIENCE = 2000;

/** {by: "worker" or "marks", found: [{id: of the field, text}]}; marks know only of what is asked in every case. */
export async function lacksOf(form) {
  const told = await ask(
    { type: "lacking", fields: fieldsOf(form), path: form.getAttribute("action") },
    PATIENCE,
  );
  return told ? { by: "worker", found: told } : { by: "marks", found: marked(form) };
}

function marked(form) {
  const found = new Map();
  for (const control of [...form.elements].filter(
    ({ required, validity }) => required && validity.valueMissing,
  )) {
    const field = control.closest(".field");
    const id = field?.id || control.id;
    const name = field?.querySelector("legend, label")?.textContent.trim();
    if (name && !found.has(id)) found.set(id, { id, text: `Answer “${name}”` });
  }
  return [...found.values()];
}
