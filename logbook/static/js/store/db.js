// The phone's databases: opening them, one strict transaction, forgetting them. The only file that opens IndexedDB.
import { deleteDB, openDB } from "../../vendor/idb-8.0.4.js";

/** The one database of the phone itself: whose phone it is now. */
export const DEVICE = "logbook-device";

/** The name of an account's database. Two people on one phone never share one. */
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

/** Where meta keeps a new random name whenever documents were written: equal marks, equal documents. */
export const MARK = "documents_mark";

// What a browser throws when it dropped the connection behind our back (iOS does, after a while in the background).
const LOST = new Set(["InvalidStateError", "UnknownError", "AbortError"]);

// Open connections by name: a cache, emptied whenever the browser closes one.
const connections = new Map();

/**
 * Run work(tx) in one transaction over the stores and resolve with its result once the transaction is complete.
 * Writing is durable ("strict"): after it resolves, a dead battery loses nothing. A lost connection is opened
 * again and the work run once more, so work must be repeatable; anything else rejects and leaves nothing written.
 */
export async function transact(name, stores, mode, work) {
  try {
    return await attempt(name, stores, mode, work);
  } catch (error) {
    if (!LOST.has(error?.name)) throw error;
    forget(name);
    return attempt(name, stores, mode, work);
  }
}

/** Read one value of a database's meta store; undefined where there is none. */
export const meta = (name, key) => transact(name, ["meta"], "readonly", (tx) => tx.objectStore("meta").get(key));

/** Everything in a database's meta store, as {key: value}. */
export const allMeta = (name) =>
  transact(name, ["meta"], "readonly", async (tx) => {
    const store = tx.objectStore("meta");
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
  });

/** Write values {key: value} into a database's meta store, all in one transaction. */
export const setMeta = (name, values) =>
  transact(name, ["meta"], "readwrite", (tx) =>
    Promise.all(Object.entries(values).map(([key, value]) => tx.objectStore("meta").put(value, key))),
  );

/** Delete a database of this phone for good; the caller has made sure that nothing in it is waiting. */
export async function erase(name) {
  const known = connections.get(name);
  forget(name);
  await known?.then((db) => db.close(), () => {});
  await deleteDB(name);
}

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

function cancel(tx) {
  try {
    tx.abort();
  } catch {
    // It was over already: its own error is the one to tell.
  }
}

function connection(name) {
  if (!connections.has(name)) connections.set(name, open(name));
  return connections.get(name);
}

function open(name) {
  const opening = openDB(name, VERSION, {
    upgrade: addMissingStores,
    // A tab that will not let go would keep a newer build, or a sign-out, waiting for ever.
    blocking: (current, wanted, event) => {
      event.target.close();
      forget(name, opening);
    },
    terminated: () => forget(name, opening),
  });
  opening.catch(() => forget(name, opening));
  return opening;
}

function addMissingStores(db) {
  for (const [store, options] of Object.entries(STORES)) {
    if (!db.objectStoreNames.contains(store)) db.createObjectStore(store, options);
  }
}

function forget(name, opening = connections.get(name)) {
  if (connections.get(name) === opening) connections.delete(name);
}
