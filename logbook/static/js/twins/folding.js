// Texts as they are compared: what looks alike to a reader is alike here. Twin of folding.py.

const TITLES = new Set(["dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame"]);
/** @type {Record<string, string>} */
const LETTERS = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ς: "σ",
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
const PLAIN = /^[\u0000-\u007f]*$/;

/** @param {string} text */
const spelled = (text) => text.toLowerCase().replace(LETTER, (letter) => LETTERS[letter]);

/**
 * Without case, marks and compatibility forms: "Žak" and "zak" are one, and so are "ﬁ" and "fi".
 * @param {string} text
 */
export const folded = (text) =>
  PLAIN.test(text) ? text.toLowerCase() : spelled(spelled(text).normalize("NFKD")).replace(/\p{M}/gu, "");

/**
 * The text by which people are sorted: folded, without title.
 * @param {string} name
 */
export function byName(name) {
  const words = folded(name).split(/\s+/).filter(Boolean);
  const rest = words.filter((word) => !TITLES.has(word.replace(/\.+$/, "")));
  return (rest.length ? rest : words).join(" ");
}
