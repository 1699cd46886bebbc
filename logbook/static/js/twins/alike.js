// Whether two cases say the same: the same thing written down twice. Twin of alike.py.
/** @import { Entry } from "shapes" */

/** @type {("trainee" | "performed_on" | "performed_at")[]} */
const AT = ["trainee", "performed_on", "performed_at"];

/**
 * Same trainee, day, minute, product and points, whoever the models are said to be. Without points never.
 * @param {Entry} one
 * @param {Entry} other
 */
export const isAlike = (one, other) =>
  one.points.length > 0 && AT.every((key) => one[key] === other[key]) && done(one) === done(other);

/** @param {Entry} doc */
function done({ product, points }) {
  const places = points.map(({ area, side, units_tenths, x, y }) =>
    [area, side, units_tenths, x, y].join(" "),
  );
  return JSON.stringify([product?.code || "", ...places.sort()]);
}
