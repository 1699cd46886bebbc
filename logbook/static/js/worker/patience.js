// When to try the server again: full jitter after a failure, its own word where it gave one, sooner while someone looks.
/** @import { Meta, Why } from "phone" */

const SECOND = 1000;
const LONGEST = 300 * SECOND;
const VISIBLE = 30 * SECOND;
const IDLE = 60 * SECOND;
const HOUR = 3600 * SECOND;
// A request in which nothing moves for so long has failed, and one that takes longer than a worker lives is cut by it.
const SILENCE = 25 * SECOND;
const WHOLE = 240 * SECOND;

/**
 * Meta values after failure number k at `now` (ms): the next try, and how long the server asked to be left alone.
 * @param {number} failures
 * @param {number} retryAfter
 * @param {number} [now]
 */
export function after(failures, retryAfter, now = Date.now()) {
  const own = Math.random() * Math.min(LONGEST, 2 ** failures * SECOND);
  // A crowd that is told the same number of seconds must not come back as one.
  const asked = retryAfter ? now + Math.min(retryAfter * SECOND * (1 + Math.random()), HOUR) : null;
  return { failures, failed_at: now, next_at: now + own, asked_until: asked };
}

/** Meta values after a round that went well. */
export const CALM = { failures: 0, failed_at: null, next_at: null, asked_until: null };

/**
 * Milliseconds to wait before the next try; 0 is now. `meta` as written above. Only a timer has our own patience:
 * going online, looking at the page or saving a case is a reason to hope. Only a tap ignores the server's wish.
 * @param {Meta} meta
 * @param {Why} why
 * @param {number} [now]
 */
export function wait(meta, { reason, visible = false }, now = Date.now()) {
  if (reason === "tap") return 0;
  const asked = sane((meta.asked_until ?? 0) - now, HOUR);
  if (asked > 0 || reason !== "timer") return asked;
  const own = sane((meta.next_at ?? 0) - now, LONGEST);
  return visible ? Math.min(own, sane((meta.failed_at ?? 0) + VISIBLE - now, VISIBLE)) : own;
}

/**
 * Milliseconds until a page that is looked at should ask again.
 * @param {Meta} meta
 * @param {number} waiting
 */
export function nextLook(meta, waiting) {
  const quiet = !waiting && !meta.failures;
  return quiet
    ? IDLE
    : Math.max(SECOND, Math.min(VISIBLE, wait(meta, { reason: "timer", visible: true }) || VISIBLE));
}

/**
 * Fetch, and read the answer for as long as something comes: a slow line is not a dead one. Resolves with {response,
 * text}; rejects with a TimeoutError where nothing comes any more.
 * @param {string} address
 * @param {RequestInit} options
 */
export async function fetched(address, options) {
  const stop = new AbortController();
  const give = () => stop.abort(new DOMException("nothing came", "TimeoutError"));
  const end = setTimeout(give, WHOLE);
  let timer = setTimeout(give, SILENCE);
  try {
    const response = await fetch(address, { ...options, signal: stop.signal });
    const reader = response.body?.getReader();
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const pieces = [];
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      pieces.push(piece.value);
      clearTimeout(timer);
      timer = setTimeout(give, SILENCE);
    }
    return { response, text: await new Blob(pieces).text() };
  } finally {
    clearTimeout(timer);
    clearTimeout(end);
  }
}

// A phone's clock that was set back would otherwise make us wait for months.
/**
 * @param {number} wait
 * @param {number} most
 */
const sane = (wait, most) => (wait > most ? 0 : Math.max(0, wait));
