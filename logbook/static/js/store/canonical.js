// Statements as one exact text, and the hash of that text. The server's canonical.py judges what is written here.
import canonicalize from "../../vendor/canonicalize-4.0.0.js";

/**
 * The canonical text of a document.
 * @param {object} doc
 * @returns {string}
 */
export const text = (doc) => canonicalize(doc);

/**
 * Lowercase hex SHA-256 of a text's UTF-8 bytes.
 * @param {string} statement
 */
export const digest = (statement) => digestOf(new TextEncoder().encode(statement));

/**
 * Lowercase hex SHA-256 of bytes.
 * @param {BufferSource} bytes
 */
export async function digestOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
