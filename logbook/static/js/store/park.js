// A statement that this phone itself gives up sending: kept and shown like a refused one, with all that builds on it.
/** @import { Answer, Numbered, Refused, Row, Tx } from "phone" */
import { about, keyOf } from "../twins/kinds.js";
import { nameOf, transact } from "./db.js";
import { byNumber, docOf, retire } from "./outbox.js";

/**
 * Park one statement of the outbox with a reason. What builds on it could never be taken without it and is parked as
 * "blocked" in the same transaction, else the server would be asked about it for ever. more: further keys of its row.
 * Resolves with true.
 * @param {string} account
 * @param {string} mutation
 * @param {string} code
 * @param {object} [more]
 */
export function park(account, mutation, code, more = {}) {
  return transact(nameOf(account), ["outbox", "parked"], "readwrite", async (tx) => {
    const [outbox, parked] = [tx.objectStore("outbox"), tx.objectStore("parked")];
    const reasons = new Map([[mutation, code]]);
    for (const row of (await outbox.getAll()).sort(byNumber)) {
      if (reasons.has(row.after ?? "")) reasons.set(row.mutation, "blocked");
      if (!reasons.has(row.mutation)) continue;
      await outbox.delete(row.mutation);
      const own = row.mutation === mutation ? more : {};
      const told = {
        code: reasons.get(row.mutation) ?? code,
        fields: {},
        head: null,
        refused_at: new Date().toISOString(),
      };
      await parked.put({ ...row, ...told, ...own });
    }
    return true;
  });
}

/**
 * Statements parked as `code` whose turn it is, isDue(row), wait in the outbox again, as they were and under their own
 * number: the server never answered them. So does what was blocked by them. Resolves with how many came back.
 * @param {string} account
 * @param {string} code
 * @param {(row: Refused) => boolean} isDue
 */
export function tryAgain(account, code, isDue) {
  return transact(nameOf(account), ["outbox", "parked"], "readwrite", async (tx) => {
    const back = new Set();
    for (const row of (await tx.objectStore("parked").getAll()).sort(byNumber)) {
      const freed = row.code === "blocked" && back.has(row.after);
      if (!freed && !(row.code === code && isDue(row))) continue;
      back.add(row.mutation);
      await tx.objectStore("parked").delete(row.mutation);
      await tx.objectStore("outbox").put(waitingAgain(row));
    }
    return back.size;
  });
}

// A parked row without what was said of it.
/**
 * @param {Answer} row
 * @returns {Numbered}
 */
function waitingAgain({ code, fields, head, refused_at, ahead_s, ...row }) {
  return row;
}

/**
 * Refused statements made anew, pairs of {old: mutation, row}, wait in the place of the old ones, whose text is kept
 * among the sent ones. All in one transaction; what is refused no more, as after a doubled tap, is left alone. Resolves
 * with how many went.
 * @param {string} account
 * @param {{old: string, row: Row}[]} pairs
 */
export function replace(account, pairs) {
  return transact(nameOf(account), ["outbox", "parked", "sent"], "readwrite", async (tx) => {
    let count = 0;
    for (const { old, row } of pairs) {
      const refused = await tx.objectStore("parked").get(old);
      if (!refused) continue;
      await retire(tx, refused, "superseded");
      await tx.objectStore("outbox").put(waitingAgain(row));
      count += 1;
    }
    return count;
  });
}

/**
 * Inside a transaction over parked and outbox: an answer to a case that the server did not know goes out once more,
 * under a new number, now that the server knows the case. After a restore it may hear of the answer first. Resolves
 * with how many went.
 * @param {Tx} tx
 * @param {string} entry
 */
export async function release(tx, entry) {
  const key = keyOf({ kind: "entry", id: entry });
  const waits = (/** @type {Refused} */ row) =>
    row.code === "unknown_entry" && row.kind !== "entry" && keyOf(about(docOf(row))) === key;
  const rows = (await tx.objectStore("parked").getAll()).filter(waits);
  for (const row of rows) {
    await tx.objectStore("parked").delete(row.mutation);
    await tx
      .objectStore("outbox")
      .put({ ...waitingAgain(row), mutation: crypto.randomUUID(), after: null, handed: false });
  }
  return rows.length;
}
