// The server's own pages, reached through the worker only so that a failed visit ends in words.
import { closeDoor } from "../store/device.js";
import { unreachable } from "./answers.js";
import { offlinePage } from "./shell.js";

const ARRIVAL = "/arrive";

/**
 * Let the server answer; where it cannot be reached, say so on a page.
 * @param {Request} request
 */
export async function outside(request) {
  try {
    const answer = await (request.method === "GET" ? fetch(request) : again(request));
    if (new URL(request.url).pathname === ARRIVAL && answer.ok) await closeDoor();
    return answer;
  } catch {
    // A form's answers are still on the screen: a page that looked well would take their place.
    if (request.method !== "GET") return unreachable();
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
