// What a build needs to run without a network: its files in a cache of their own, whole or not at all.
/** @import { Bundle, Render } from "phone" */
import { digestOf } from "../store/canonical.js";
import { BUILD, CACHE } from "./build.js";
import { createRenderer } from "./render.js";

const BUNDLE = `/shell/${BUILD}.json`;
const OFFLINE = "/offline";
const OURS = "logbook-";

// The bundle read and its templates made ready: a cache of files that never change under one build.
/** @type {Promise<{ bundle: Bundle, render: Render }> | null} */
let ready = null;

/** Fetch every file of this build and check it. Any failure fails the installation: the old worker stays. */
export async function install() {
  const cache = await caches.open(CACHE);
  const bundle = await fetched(BUNDLE);
  const { assets } = await bundle.clone().json();
  await Promise.all(Object.entries(assets).map(([path, digest]) => keep(cache, addressOf(path), digest)));
  await cache.put(BUNDLE, bundle);
}

/** Delete the files of other builds; whatever else is in this origin's caches is not ours. */
export async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** {bundle, render}: the build's data and render(template, page) → text. */
export function shell() {
  ready ??= load();
  ready.catch(() => (ready = null));
  return ready;
}

/**
 * A file of the build from the cache, or from the network where the cache does not hold it.
 * @param {Request} request
 */
export async function asset(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/**
 * A page that the server made when this build was installed; undefined before that.
 * @param {string} path
 */
export const keptPage = (path) => caches.match(path, { ignoreVary: true });

/** The page for a network that is not there. */
export const offlinePage = () => keptPage(OFFLINE);

async function load() {
  const response = (await caches.match(BUNDLE)) ?? (await fetched(BUNDLE));
  const bundle = await response.json();
  return { bundle, render: createRenderer(bundle) };
}

// Files are named below the build's prefix; a path that begins with "/" is a page of the server.
/** @param {string} path */
const addressOf = (path) => new URL(path, new URL(`/static/${BUILD}/`, self.location.origin)).pathname;

/**
 * @param {Cache} cache
 * @param {string} url
 * @param {string} digest
 */
async function keep(cache, url, digest) {
  let response = await fetched(url);
  // A cache on the way may hold a damaged copy: ask past it once, then give up.
  if (!(await matches(response, digest))) response = await fetched(url, "reload");
  if (!(await matches(response, digest))) throw new Error(`${url} is not the file this build was made with`);
  await cache.put(url, response);
}

/**
 * @param {string} url
 * @param {RequestCache} [cache]
 */
async function fetched(url, cache = "default") {
  const response = await fetch(url, { cache, redirect: "error", signal: AbortSignal.timeout(60_000) });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return response;
}

/**
 * @param {Response} response
 * @param {string} digest
 */
async function matches(response, digest) {
  return (await digestOf(await response.clone().arrayBuffer())).startsWith(digest);
}
