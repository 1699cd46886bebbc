// What a person typed, as a statement may hold it. Twin of canonical.py, whose texts
// `canonicalize` makes here.
import { trimmed } from "./shown.js";

/** @param {number} code */
const isForbidden = (code) =>
  (code < 0x20 && code !== 0x0a) ||
  (code >= 0x7f && code <= 0x9f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069) ||
  (code >= 0xd800 && code <= 0xf8ff) ||
  code === 0xfeff ||
  code >= 0xf0000;

/**
 * NFC, newlines as \n, forbidden characters dropped, spaces and signs that show nothing trimmed. Only a writer does this, once.
 * @param {string} text
 */
export function clean(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\t/g, " ");
  const kept = [...lines]
    .filter((character) => !isForbidden(/** @type {number} */ (character.codePointAt(0))))
    .join("");
  return trimmed(kept.normalize("NFC"));
}
