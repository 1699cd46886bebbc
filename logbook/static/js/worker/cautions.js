// What a form that is being filled in is warned of: drawn by the same template as on the page itself.
/** @import { Fields } from "phone" */
import { device } from "../store/device.js";
import { snapshot } from "../store/snapshot.js";
import { entry_cautions } from "../twins/pages.js";
import { clock } from "./clock.js";
import { shell } from "./shell.js";

/**
 * {cautions, measures: HTML of the two templates} for the fields of a form, or null where nobody has arrived.
 * @param {Fields} fields
 */
export async function cautions(fields) {
  const { account } = await device();
  if (!account) return null;
  const { bundle, render } = await shell();
  const page = entry_cautions(await snapshot(account, bundle), { fields }, clock(), bundle);
  return {
    cautions: render("entries/_cautions.html", page),
    measures: render("entries/_measures.html", page),
  };
}
