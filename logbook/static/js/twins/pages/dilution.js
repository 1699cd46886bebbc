// How strong a product was made up and how much was given: arithmetic within one product. Twin of pages/dilution.py.
/** @import { View } from "phone" */
/** @import { Entry, Fact } from "shapes" */
import { count, hundredths, units } from "../filters.js";

/**
 * Up to two facts: the strength, "4 units in 0.1 mL"; what was given, "5 points of 4 units: 20 units in 0.5 mL".
 * @param {View} view
 * @param {Entry} doc
 * @returns {Fact[]}
 */
export function measures(view, doc) {
  const [vial, diluent] = mixed(view, doc);
  const doses = doc.points.map((point) => point.units_tenths).filter(Boolean);
  const said = vial ? [fact("Strength", strength(vial, diluent))] : [];
  if (!doses.length) return said;
  const parts = [...new Set(doses)]
    .sort((one, other) => other - one)
    .map(
      (dose) => `${count(doses.filter((one) => one === dose).length, "point", "points")} of ${units(dose)}`,
    );
  const together = doses.reduce((sum, dose) => sum + dose, 0);
  const volume = vial ? ` in ${about(together * diluent, 1000 * vial)} mL` : "";
  return [...said, fact("Given", `${parts.join(" and ")}: ${units(together)}${volume}`)];
}

/**
 * @param {string} label
 * @param {string} value
 */
const fact = (label, value) => ({ label, kind: "words", value });

// Units and hundredths of a mL of the product as injected; [0, 0] where it is not known.
/**
 * @param {View} view
 * @param {Entry} doc
 */
function mixed({ shell }, doc) {
  const { code, vial_units: vial, diluent_hundredths_ml: diluent } = doc.product ?? {};
  if (vial && diluent) return [vial, diluent];
  const { products } = shell.clinical;
  const known = Object.hasOwn(products, code ?? "") ? products[/** @type {string} */ (code)].strength : null;
  return known && !diluent ? [known.units_per_ml, 100] : [0, 0];
}

/**
 * @param {number} vial
 * @param {number} diluent
 */
function strength(vial, diluent) {
  const amount = about(vial * 10, diluent);
  return `${amount} ${amount === "1" ? "unit" : "units"} in 0.1 mL`;
}

// A share with at most two decimals; what has more is told to two figures, and said to be rounded. By whole numbers.
/**
 * @param {number} part
 * @param {number} whole
 */
function about(part, whole) {
  if ((part * 100) % whole === 0) return hundredths((part * 100) / whole);
  const step = part < whole ? 1 : part < whole * 10 ? 10 : 100;
  return `about ${hundredths(Math.floor((part * 200 + whole * step) / (whole * 2 * step)) * step)}`;
}
