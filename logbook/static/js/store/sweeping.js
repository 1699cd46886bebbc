// A phone being filled: what the pages of a full pull have brought so far, kept beside what they brought. Whoever goes on
// after a worker died, or the network did, knows at the last page what may stay.
/** @import { Pull, Tx } from "phone" */
/** @import { Gone, Wire } from "shapes" */

// Keys that are lists lie behind all names in the meta store, so that whoever reads the names reads none of these.
const PAGE = "came";

/**
 * Write down what a page brought, in the transaction that takes it in. With the last page of a full pull: everything that
 * all its pages brought, as "kind id"; null before, and where the phone is not being filled.
 * @param {Tx} tx
 * @param {(Wire | Gone)[]} docs
 * @param {Pull} pull
 * @returns {Promise<Set<string> | null>}
 */
export async function filled(tx, docs, { asked, cursor, ends }) {
  const meta = tx.objectStore("meta");
  const known = asked === null ? { pages: 0, cursor: null } : await meta.get("filling");
  // Another build may have read on meanwhile, and noted nothing of it: then it is not known what may stay.
  if (!known || known.cursor !== asked) return forget(tx, known);
  if (asked === null) await meta.delete(pages());
  const number = known.pages + 1;
  await meta.put(
    docs.map(({ kind, id }) => `${kind} ${id}`),
    [PAGE, number],
  );
  if (!ends) {
    await meta.put({ pages: number, cursor }, "filling");
    return null;
  }
  const came = await meta.getAll(pages());
  await forget(tx, known);
  return new Set(came.flat());
}

/**
 * @param {Tx} tx
 * @param {object | null | undefined} known
 */
async function forget(tx, known) {
  if (known) {
    await tx.objectStore("meta").delete(pages());
    await tx.objectStore("meta").put(null, "filling");
  }
  return null;
}

const pages = () => IDBKeyRange.bound([PAGE], [PAGE, []]);
