// What a case that is being written still lacks: the list that a refused save would put on top of its form.
/** @import { Asking } from "phone" */
import { device } from "../store/device.js";
import { snapshot } from "../store/snapshot.js";
import { entry_form } from "../twins/pages.js";
import { entry } from "../twins/statements.js";
import { clock } from "./clock.js";
import { one } from "./fields.js";
import { freshIds } from "./ids.js";
import { shell } from "./shell.js";

/**
 * [{id, text}] of the form at `path` with these fields, in its order; null where nobody has arrived.
 * @param {Asking["lacking"]} asked
 */
export async function lacking({ fields, path }) {
  const { account } = await device();
  if (!account) return null;
  const { bundle } = await shell();
  const known = await snapshot(account, bundle);
  const when = clock();
  const place = { id: one(fields, "id"), rev: 1, prev: null, mutation: "", base: null };
  // A dose that is asked about is no answer yet: the question stands until the dose changes or the case is saved.
  const { problems } = entry(
    { ...fields, sure: [] },
    { ...place, account, snapshot: known, ...when },
    bundle,
  );
  const request = { path, query: {}, ids: freshIds(), id: place.id, fields, problems };
  return entry_form(known, request, when, bundle)?.problems ?? null;
}
