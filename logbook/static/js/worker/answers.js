// The answers the worker gives: a page, a redirect, a file, and words for when something went wrong.

const HTML = "text/html; charset=utf-8";

/**
 * A page. headers: those the server sends with its own pages, among them the CSP.
 * @param {string} html
 * @param {Record<string, string>} headers
 * @param {number} [status]
 */
export const page = (html, headers, status = 200) =>
  new Response(html, {
    status,
    headers: { ...headers, "Content-Type": HTML, "Cache-Control": "no-store", Vary: "HX-Request-Type" },
  });

/**
 * Go and look there instead: the answer to every form that was saved.
 * @param {string} path
 */
export const seeOther = (path) => Response.redirect(new URL(path, self.location.origin), 303);

/**
 * A file to keep, as JSON.
 * @param {string} name
 * @param {unknown} value
 */
export const file = (name, value) =>
  new Response(JSON.stringify(value, null, 2), {
    headers: {
      "Content-Type": "application/json",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });

/** The page for an error of the phone's own. It needs neither template nor database, because one of them has failed. */
export const broken = () =>
  plain(
    500,
    "That did not work",
    "Nothing is lost. Go back and try again, or close the app and open it again.",
  );

/** The page for a phone without space. The page that was left still has the answers, and says these words itself. */
export const full = () =>
  plain(507, "No space left", "This phone is out of space. Free some space, then go back and save again.");

/** The page for a database that another tab keeps shut. */
export const held = () =>
  plain(
    423,
    "Open somewhere else",
    "Another tab of the logbook does not let go of this phone’s cases. Close the other tabs, then try again. Nothing is lost.",
  );

/** The page where a network is needed and there is none. */
export const unreachable = () =>
  plain(
    503,
    "No connection",
    "This page needs a connection. What you saved is safe on this phone. Try again when you are online.",
  );

/** The page for a form about something that is not here any more. */
export const unknown = () =>
  plain(404, "Not on this phone", "This case is not on this phone. What you typed was not saved.");

/** The page for a case that the server keeps and this phone does not, where there is no network. */
export const absent = () =>
  plain(
    503,
    "Not on this phone",
    "This phone keeps what waits and the newest cases. This one is at the server: try again when you are online.",
  );

/**
 * @param {number} status
 * @param {string} heading
 * @param {string} words
 */
function plain(status, heading, words) {
  const html = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${heading} – Logbook</title></head>
<body><div class="screen" id="screen"><header class="bar"><h1>${heading}</h1></header>
<main class="main" id="main"><p>${words}</p><p><a href="/">To the logbook</a></p></main></div></body></html>`;
  return page(
    html,
    { "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'" },
    status,
  );
}
