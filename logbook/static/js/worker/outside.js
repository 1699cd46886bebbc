// The server's own pages, reached through the worker only so that a failed visit ends in words.
import { closeDoor } from "../store/device.js";
import { unreachable } from "./answers.js";
import { offlinePage } from "./shell.js";

const ARRIVAL = "/arrive";

// How long a page that the phone can draw too, from a part of what it tells, waits for the server.
const PATIENCE = 4000;

/**
 * The server's page, where it can be reached and knows who asks; null where the phone must do.
 * @param {Request} request
 * @returns {Promise<Response | null>}
 */
export async function reached(request) {
  if (navigator.onLine === false) return null;
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok && !answer.redirected ? answer : null;
  } catch {
    return null;
  }
}

/**
 * Let the server answer; where it cannot be reached, say so on a page: that there is none, or `instead`.
 * @param {Request} request
 * @param {() => Response} [instead]
 */
export async function outside(request, instead) {
  try {
    const answer = await (request.method === "GET" ? fetch(request) : again(request));
    if (new URL(request.url).pathname === ARRIVAL && answer.ok) await closeDoor();
    return answer;
  } catch {
    // A form's answers are still on the screen: a page that looked well would take their place.
    if (request.method !== "GET") return unreachable();
    if (instead) return instead();
    return (await offlinePage()) ?? unreachable();
  }
}

// The body is read and written anew: some browsers lose it when a worker hands on the request itself.
/** @param {Request} request */
async function again(request) {
  const body = new URLSearchParams();
  for (const [name, value] of await request.formData())
    if (typeof value === "string") body.append(name, value);
  const headers = [...request.headers].filter(([name]) => name.startsWith("hx-") || name === "accept");
  return fetch(request.url, {
    method: "POST",
    body,
    headers,
    redirect: request.redirect,
    credentials: "same-origin",
  });
}
