// The fields of a form as both languages read them.
/** @import { Fields, Problems } from "phone" */

// A password typed into a form that the phone answers is nothing the phone may know, keep or show again.
const SECRET = "password";

/**
 * {name: [text…]} of a posted form. Files never pass through here: some browsers lose them on the way.
 * @param {Request} request
 * @returns {Promise<Fields>}
 */
export async function fieldsOf(request) {
  /** @type {Fields} */
  const fields = {};
  for (const [name, value] of await request.formData()) {
    if (typeof value === "string" && name !== SECRET) (fields[name] ??= []).push(value);
  }
  return fields;
}

/**
 * The first value of a field, or "".
 * @param {Fields} fields
 * @param {string} name
 */
export const one = (fields, name) => fields[name]?.[0] ?? "";

/**
 * Whether there are problems: {name: [words]} with anything in it.
 * @param {Problems} problems
 */
export const any = (problems) => Object.keys(problems).length > 0;
