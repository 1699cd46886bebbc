// What of a text can be seen: spaces of every kind, signs that show nothing. Twin of shown.py, where the ranges are told.

const SPACES =
  "\\t\\n\\v\\f\\r \\u{85}\\u{a0}\\u{1680}\\u{2000}-\\u{200a}\\u{2028}\\u{2029}\\u{202f}\\u{205f}\\u{3000}";
const INVISIBLE =
  "\\u{ad}\\u{34f}\\u{61c}\\u{115f}\\u{1160}\\u{17b4}\\u{17b5}\\u{180b}-\\u{180f}\\u{200b}-\\u{200f}\\u{202a}-\\u{202e}\\u{2060}-\\u{206f}" +
  "\\u{2800}\\u{3164}\\u{fdd0}-\\u{fdef}\\u{feff}\\u{ffa0}\\u{fff0}-\\u{fffb}\\u{fffe}\\u{ffff}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}" +
  "\\u{e0000}-\\u{e0fff}";
const SELECTORS = "\\u{fe00}-\\u{fe0f}";
const VISIBLE = `[^${SPACES}${INVISIBLE}${SELECTORS}]`;
const ENDS = new RegExp(`^[${SPACES}${INVISIBLE}]+|[${SPACES}${INVISIBLE}]+$`, "gu");
const HIDDEN = new RegExp(`[${INVISIBLE}${SELECTORS}]`, "u");
const SHOWN = new RegExp(VISIBLE, "u");
const GAP = new RegExp(`[${SPACES}]+`, "gu");
const JOINERS = ["\u200c", "\u200d"];

/**
 * Without spaces and invisible signs at both ends.
 * @param {string} text
 */
export const trimmed = (text) => text.replace(ENDS, "");

/**
 * One line of visible signs with single plain spaces between them: for names, numbers, codes and addresses.
 * @param {string} text
 */
export function bare(text) {
  const signs = [...text];
  const seen = (/** @type {string | undefined} */ sign) => sign !== undefined && SHOWN.test(sign);
  const kept = signs.filter(
    (sign, at) =>
      !HIDDEN.test(sign) || (JOINERS.includes(sign) && seen(signs[at - 1]) && seen(signs[at + 1])),
  );
  return kept.join("").replace(GAP, " ").replace(/^ | $/g, "");
}

/**
 * Whether there is anything to be seen.
 * @param {string} text
 */
export const shows = (text) => SHOWN.test(text);
