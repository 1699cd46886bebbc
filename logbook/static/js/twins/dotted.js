// A value by its path in a document: "product.batch". Twin of dotted.py.
/** @import { Answer } from "phone" */
/** @import { Entry } from "shapes" */

/**
 * The value at a dotted path; null below a group that is null, and for what older statements do not say.
 * @param {Entry} doc
 * @param {string} path
 * @returns {Answer}
 */
export const at = (doc, path) =>
  path.split(".").reduce((value, key) => value?.[key] ?? null, /** @type {Answer} */ (doc));
