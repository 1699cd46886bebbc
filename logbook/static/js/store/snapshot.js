// What an account's phone knows, in the one shape that the page functions of both languages read.
/** @import { Answer, Bundle, StoreName, Tx } from "phone" */
/** @import { Records, Snapshot } from "shapes" */
import { census } from "./damage.js";
import { MARK, nameOf, transact } from "./db.js";
import { byNumber } from "./outbox.js";
import { draftItems, parkedItems, recordsOf, unreadIn, waitingItems } from "./reading.js";

/** @type {StoreName[]} */
const STORES = ["documents", "outbox", "parked", "drafts", "meta"];

// Parsed statements by their hash. The hash is of the text, so what lies here can never be out of date.
const parsed = new Map();
const MOST_PARSED = 20_000;

// The records of the account read last, and the mark its documents bore: reading them again is most of a page's time.
/** @type {{ account: string | null, mark: string | null, shell: Bundle | null, records: Records | null, damaged: boolean, unread: number }} */
let held = { account: null, mark: null, shell: null, records: null, damaged: false, unread: 0 };

/**
 * {account, you: {email, links}, records: {kind: [record…]}, outbox, parked, drafts, phone} from the account's database, in one read.
 * record: see reading.js. shell: the build's words and shapes; what does not fit them is left out and counted in
 * phone.unread: {here: of what waits on this phone, kept: of what the server has}.
 * `persisted` (or a promise of it) says whether the browser may delete all this; nobody changes a snapshot.
 * @param {string} account
 * @param {Bundle | null} [shell]
 * @param {Promise<boolean | null> | boolean | null} [persisted]
 * @returns {Promise<Snapshot>}
 */
export async function snapshot(account, shell = null, persisted = null) {
  const [outbox, parked, drafts, lastSync, authNeeded, offset, you, looked, part, records] = await transact(
    nameOf(account),
    STORES,
    "readonly",
    (tx) =>
      Promise.all([
        tx.objectStore("outbox").getAll(),
        tx.objectStore("parked").getAll(),
        tx.objectStore("drafts").getAll(),
        tx.objectStore("meta").get("last_sync"),
        tx.objectStore("meta").get("auth_needed"),
        tx.objectStore("meta").get("clock_offset_s"),
        tx.objectStore("meta").get("you"),
        tx.objectStore("meta").get("looked"),
        tx.objectStore("meta").get("part"),
        recordsIn(tx, account, shell),
      ]),
  );
  const kept = held.unread;
  if (held.damaged) await mend(account);
  const reader = { read, shell };
  const waits = waitingItems(outbox.sort(byNumber), reader);
  const refused = parkedItems(parked.sort(byNumber), reader);
  return {
    account,
    you: { email: "", links: [], ...you, looked: later(you?.looked, looked) },
    records,
    outbox: waits,
    parked: refused,
    drafts: draftItems(drafts),
    phone: {
      last_sync: lastSync ?? null,
      persisted: await persisted,
      auth_needed: authNeeded ?? false,
      clock_offset_s: offset ?? 0,
      unread: { here: unreadIn([...waits, ...refused]), kept },
      part: part ?? false,
    },
  };
}

// The server says what was looked at on every device, and hears from this one with the next sync.
/**
 * @param {string | undefined} one
 * @param {string | undefined} other
 */
const later = (one = "", other = "") => (one > other ? one : other);

// The mark lies in the same database and is read in the same transaction, so what is held is what is there.
/**
 * @param {Tx} tx
 * @param {string} account
 * @param {Bundle | null} shell
 * @returns {Promise<Records>}
 */
async function recordsIn(tx, account, shell) {
  const mark = await tx.objectStore("meta").get(MARK);
  if (!mark || held.account !== account || held.mark !== mark || held.shell !== shell) {
    held = {
      account,
      mark,
      shell,
      ...recordsOf(await tx.objectStore("documents").getAll(), { read, shell }),
    };
  }
  return /** @type {Records} */ (held.records);
}

// A document that cannot be read is left out of the page; it leaves the phone too, and the next sync brings it again.
/** @param {string} account */
async function mend(account) {
  held.damaged = false;
  await census(account, { now: true });
}

/**
 * @param {string} hash
 * @param {string} stmt
 * @returns {Answer}
 */
function read(hash, stmt) {
  let doc = parsed.get(hash);
  if (!doc) {
    // An old phone has little memory; starting over costs one slow page.
    if (parsed.size >= MOST_PARSED) parsed.clear();
    doc = JSON.parse(stmt);
    parsed.set(hash, doc);
  }
  return doc;
}
