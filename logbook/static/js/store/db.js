// The phone's databases: opening them, one strict transaction, forgetting them. The only file that opens IndexedDB.
/** @import { Answer, Database, Events, Meta, StoreName, Tx } from "phone" */
import { deleteDB, openDB } from "../../vendor/idb-8.0.4.js";

/** The one database of the phone itself: whose phone it is now. */
export const DEVICE = "logbook-device";

/**
 * The name of an account's database. Two people on one phone never share one.
 * @param {string} account
 */
export const nameOf = (account) => `logbook-${account}`;

// Stores are only ever added: a later build must find the pending work of an earlier one.
const VERSION = 1;
const STORES = {
  documents: { keyPath: ["kind", "id"] },
  outbox: { keyPath: "mutation" },
  parked: { keyPath: "mutation" },
  drafts: { keyPath: "key" },
  sent: { keyPath: "mutation" },
  meta: {},
};

// Names in a meta store. What has a list as its key lies behind them all (sweeping.js) and is not read with them.
const named = () => IDBKeyRange.upperBound([], true);

/** Where meta keeps a new random name whenever documents were written: equal marks, equal documents. */
export const MARK = "documents_mark";

// What a browser throws when it dropped the connection behind our back (iOS does, after a while in the background).
const LOST = new Set(["InvalidStateError", "UnknownError", "AbortError"]);
// Space kept in hand: when a phone is full, this goes and what somebody typed takes its place. A database of its own,
// because a browser gives back the room of a database, but not always that of a row.
const RESERVE = "logbook-reserve";
const RESERVED = 512 * 1024;
// Random bytes, which nothing can make smaller, come in pieces of so many.
const PIECE = 65_536;
// A tab that will not let go, or a browser that never answers, must end in words and not in a page that hangs.
const PATIENCE = 8000;

// Open connections by name: a cache, emptied whenever the browser closes one.
/** @type {Map<string, Promise<Answer>>} */
const connections = new Map();

/**
 * Run work(tx) in one transaction over the stores and resolve with its result once the transaction is complete.
 * Writing is durable ("strict"): after it resolves, a dead battery loses nothing. A lost connection is opened
 * again and the work run once more, so work must be repeatable; anything else rejects and leaves nothing written.
 * On a full phone the reserve goes first, unless what is written (`spare`) is on the server anyway.
 * @template T
 * @param {string} name
 * @param {StoreName[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(tx: Tx) => T | Promise<T>} work
 * @param {{spare?: boolean}} [given]
 * @returns {Promise<T>}
 */
export async function transact(name, stores, mode, work, { spare = false } = {}) {
  try {
    return await attempt(name, stores, mode, work);
  } catch (error) {
    const what = /** @type {Error | undefined} */ (error)?.name ?? "";
    if (LOST.has(what)) forget(name);
    else if (what !== "QuotaExceededError" || spare || !(await freeReserve())) throw error;
    return attempt(name, stores, mode, work);
  }
}

/** Lay the reserve where there is none and room for many; true where there is one now. */
export async function layReserve() {
  if (await isReserved()) return true;
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < 4 * RESERVED) return false;
  const filler = new Uint8Array(RESERVED);
  for (let at = 0; at < RESERVED; at += PIECE) crypto.getRandomValues(filler.subarray(at, at + PIECE));
  const lay = (/** @type {Tx} */ tx) => tx.objectStore("meta").put(filler.buffer, "filler");
  return transact(RESERVE, ["meta"], "readwrite", lay, { spare: true }).then(
    () => true,
    () => false,
  );
}

/**
 * Read one value of a database's meta store; undefined where there is none.
 * @param {string} name
 * @param {string} key
 * @returns {Promise<Answer>}
 */
export const meta = (name, key) =>
  transact(name, ["meta"], "readonly", (tx) => tx.objectStore("meta").get(key));

/**
 * Everything that has a name in the meta store of an account's database, as {key: value}.
 * @param {string} name
 * @returns {Promise<Meta>}
 */
export const allMeta = (name) =>
  transact(name, ["meta"], "readonly", async (tx) => {
    const store = tx.objectStore("meta");
    const [keys, values] = await Promise.all([store.getAllKeys(named()), store.getAll(named())]);
    return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
  });

/**
 * Write values {key: value} into the meta store of an account's database, all in one transaction. They never use up
 * the reserve.
 * @param {string} name
 * @param {Meta} values
 */
export function setMeta(name, values) {
  const write = (/** @type {Tx} */ tx) =>
    Promise.all(Object.entries(values).map(([key, value]) => tx.objectStore("meta").put(value, key)));
  return transact(name, ["meta"], "readwrite", write, { spare: true });
}

/**
 * Delete a database of this phone for good; the caller has made sure that nothing in it is waiting. Where another tab
 * holds it, the browser deletes it as soon as that tab is closed.
 * @param {string} name
 */
export async function erase(name) {
  const known = connections.get(name);
  forget(name);
  await known?.then(
    (db) => db.close(),
    () => {},
  );
  await soon(deleteDB(name)).catch((error) => {
    if (error.name !== "BlockedError") throw error;
  });
}

const isReserved = async () =>
  Boolean(await attempt(RESERVE, ["meta"], "readonly", (tx) => tx.objectStore("meta").getKey("filler")));

// True where there was one.
async function freeReserve() {
  // Looking for it makes an empty one, for which there may be no room.
  if (!(await isReserved().catch(() => false))) return false;
  await erase(RESERVE);
  return true;
}

/**
 * @template T
 * @param {string} name
 * @param {StoreName[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(tx: Tx) => T | Promise<T>} work
 * @returns {Promise<T>}
 */
async function attempt(name, stores, mode, work) {
  const db = await connection(name);
  const tx = db.transaction(stores, mode, mode === "readwrite" ? { durability: "strict" } : {});
  try {
    const result = await work(tx);
    await tx.done;
    return result;
  } catch (error) {
    cancel(tx);
    await tx.done.catch(() => {});
    throw error;
  }
}

/** @param {Tx} tx */
function cancel(tx) {
  try {
    tx.abort();
  } catch {
    // It was over already: its own error is the one to tell.
  }
}

/** @param {string} name */
function connection(name) {
  if (!connections.has(name)) connections.set(name, open(name));
  return connections.get(name);
}

/** @param {string} name */
function open(name) {
  /** @type {Events} */
  const events = {
    upgrade: addMissingStores,
    // A tab that will not let go would keep a newer build, or a sign-out, waiting for ever.
    blocking: (current, wanted, event) => {
      event.target.close();
      forget(name, opening);
    },
    terminated: () => forget(name, opening),
  };
  /** @type {Promise<Database>} */
  const asked = openDB(name, VERSION, events).catch((/** @type {Error} */ error) => {
    // A newer build has been here. It only added stores: this one finds its own as they were.
    if (error.name === "VersionError") return openDB(name, undefined, events);
    throw error;
  });
  const opening = soon(asked);
  opening.catch(() => {
    forget(name, opening);
    asked.then(
      (db) => db.close(),
      () => {},
    );
  });
  return opening;
}

/**
 * @template T
 * @param {Promise<T>} asked
 * @returns {Promise<T>}
 */
function soon(asked) {
  let timer = 0;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(
      () => reject(new DOMException("the database does not open", "BlockedError")),
      PATIENCE,
    );
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** @param {IDBDatabase} db */
function addMissingStores(db) {
  for (const [store, options] of Object.entries(STORES)) {
    if (!db.objectStoreNames.contains(store)) db.createObjectStore(store, options);
  }
}

/**
 * @param {string} name
 * @param {Promise<Answer>} [opening]
 */
function forget(name, opening = connections.get(name)) {
  if (connections.get(name) === opening) connections.delete(name);
}
