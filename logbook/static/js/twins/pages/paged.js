// A list in pages of so many rows, each with an address of its own. Twin of pages/paged.py.
/** @import { Paged, Query } from "shapes" */
import { A_PAGE, whole } from "./entries.js";

/** @param {number} count */
const lastOf = (count) => Math.floor(Math.max(0, count - 1) / A_PAGE);

/**
 * How many of so many rows lie before the page that is asked for; past the last one, before the last one.
 * @param {Query["query"]} query
 * @param {number} count
 */
export const begins = (query, count) =>
  A_PAGE * Math.min(lastOf(count), Math.max(1, whole(query.page ?? "1")) - 1);

/**
 * Which page of how many it is, and where the ones beside it are.
 * @param {string} address
 * @param {Query["query"]} query
 * @param {number} count
 * @returns {Paged}
 */
export function paged(address, query, count) {
  const begun = begins(query, count);
  const last = lastOf(count);
  const page = begun / A_PAGE;
  const andPage = `${address}${address.includes("?") ? "&" : "?"}page=`;
  return {
    page: page + 1,
    of: last + 1,
    back: page ? `${andPage}${page}` : null,
    more: page < last ? `${andPage}${page + 2}` : null,
    left: Math.max(0, count - begun - A_PAGE),
  };
}
