// Whose phone this is now: the account whose database the worker serves, and the phone's own id.
import { DEVICE, erase, nameOf, transact } from "./db.js";
import { waiting } from "./outbox.js";

/**
 * The phone as it stands: {account: uuid|null, account_name: string|null, device: uuid|null}.
 * @returns {Promise<{account: string | null, account_name: string | null, device: string | null}>}
 */
export function device() {
  return transact(DEVICE, ["meta"], "readonly", async (tx) => {
    const store = tx.objectStore("meta");
    const [account, name, id] = await Promise.all(
      ["account", "account_name", "device"].map((key) => store.get(key)),
    );
    return { account: account ?? null, account_name: name ?? null, device: id ?? null };
  });
}

/**
 * Serve this account from now on; null serves nobody. Resolves with the account served before, or null.
 * @param {string | null} account
 * @param {string | null} [name]
 * @returns {Promise<string | null>}
 */
export function setAccount(account, name = null) {
  const fresh = crypto.randomUUID();
  return transact(DEVICE, ["meta"], "readwrite", async (tx) => {
    const store = tx.objectStore("meta");
    const [now, leaving, id] = await Promise.all(
      ["account", "leaving", "device"].map((key) => store.get(key)),
    );
    const values = { account, account_name: name, leaving: null, device: id ?? fresh };
    await Promise.all(Object.entries(values).map(([key, value]) => store.put(value, key)));
    return now ?? leaving ?? null;
  });
}

/** Serve nobody until it is said who has arrived: between a sign-in and its arrival the phone may have changed hands. */
export function closeDoor() {
  return transact(DEVICE, ["meta"], "readwrite", async (tx) => {
    const store = tx.objectStore("meta");
    const account = await store.get("account");
    if (account) await Promise.all([store.put(null, "account"), store.put(account, "leaving")]);
  });
}

/**
 * After a sign-out: delete the account's database, unless something in it exists nowhere else.
 * @param {string} account
 */
export async function tidyAway(account) {
  const { outbox, parked, drafts } = await waiting(account);
  const stays = outbox + parked + drafts > 0;
  if (!stays) await erase(nameOf(account));
  await noteLocked((known) => [...known.filter((one) => one !== account), ...(stays ? [account] : [])]);
}

/** How many people's unsent work lies locked on this phone, waiting for them to sign in. */
export const locked = () =>
  transact(DEVICE, ["meta"], "readonly", async (tx) => {
    const [kept, account] = await Promise.all(
      ["locked", "account"].map((key) => tx.objectStore("meta").get(key)),
    );
    return (kept ?? []).filter((/** @type {string} */ one) => one !== account).length;
  });

/** @param {(known: string[]) => string[]} change */
function noteLocked(change) {
  return transact(DEVICE, ["meta"], "readwrite", async (tx) => {
    const store = tx.objectStore("meta");
    await store.put(change((await store.get("locked")) ?? []), "locked");
  });
}
