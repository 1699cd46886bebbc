// Which rules a case counts for, and for which it does not and why. Twin of pages/counting.py.
/** @import { Made, View } from "phone" */
/** @import { Gate, RulePart } from "shapes" */
import { compare } from "./cases.js";
import { address, pathways, places } from "./pathway.js";

/**
 * {made_on, counts: rules it counts for, left: rules it does not count for, each with its sentence}; null where no gate
 * knows the case: nothing of it was reckoned yet, or it is somebody else's.
 * @param {View} view
 * @param {Made} made
 */
export function counting(view, made) {
  const found = pathways(view)
    .flat()
    .filter((doc) => doc.programme === made.doc.programme);
  const lines = found.flatMap((doc) => linesOf(view, doc, made));
  if (!lines.length || !made.mine) return null;
  return {
    made_on: found[0].made_on,
    counts: lines.filter(({ why }) => why === ""),
    left: lines.filter(({ why }) => why !== ""),
  };
}

// What one gate says of a case, rule by rule: {href, label, why: "" where it counts}.
/**
 * @param {View} view
 * @param {Gate} doc
 * @param {Made} made
 */
function linesOf(view, doc, { id }) {
  const ids = doc.ids.cases ?? [];
  const place = ids.indexOf(id.replaceAll("-", "").slice(0, ids[0]?.length ?? 0));
  if (place < 0) return [];
  return doc.rules
    .flatMap((rule) => rule.parts ?? [rule])
    .filter(({ of }) => of === "cases")
    .flatMap((rule) => {
      const why = whyNot(view, rule, place);
      return why === null ? [] : [{ href: address(doc, rule.id), label: rule.label, why }];
    });
}

// "" where it counts; null where the rule says nothing of it.
/**
 * @param {View} view
 * @param {RulePart} rule
 * @param {number} place
 */
function whyNot({ words }, { counted_items, left_out }, place) {
  if (places(counted_items).includes(place)) return "";
  const [code] = Object.keys(left_out)
    .sort(compare)
    .filter((reason) => places(left_out[reason]).includes(place));
  return code === undefined ? null : (words.left_out[code] ?? code);
}
