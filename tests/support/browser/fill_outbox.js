// In a page of Ana's phone: copy her newest case into one that waits, one the server would not take, and a draft.
async () => {
  const { $store$db, $store$device, $store$outbox, $store$canonical } = await import(
    `/static/${document.documentElement.dataset.build}/js/worker.js`
  );
  const [{ nameOf, transact }, { device }] = [$store$db(), $store$device()];
  const [outbox, canonical] = [$store$outbox(), $store$canonical()];
  const { account: who } = await device();
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const stores = ["documents", "parked", "drafts"];
  const documents = await transact(nameOf(who), stores, "readonly", (tx) => tx.objectStore("documents").getAll());
  const newest = documents
    .filter((one) => one.kind === "entry")
    .map((one) => JSON.parse(one.stmt))
    .sort((one, other) => (one.performed_on < other.performed_on ? 1 : -1))[0];
  const row = async (id, code, changes) => {
    const mutation = crypto.randomUUID();
    const made = { id, mutation, rev: 1, prev: null, performed_on: now.slice(0, 10), recorded_at: now };
    const stmt = canonical.text({ ...newest, ...made, model: { ...newest.model, code }, ...changes });
    const hash = await canonical.digest(stmt);
    return { mutation, kind: "entry", doc_id: id, after: null, stmt, hash, at: now, build: "b", base: null };
  };
  const ids = { local: crypto.randomUUID(), parked: crypto.randomUUID(), draft: crypto.randomUUID() };
  await outbox.put(who, await row(ids.local, "W4AT", {}));
  const refused = await row(ids.parked, "N7TK", { product: { ...newest.product, batch: "" } });
  const fields = { "product.batch": ["Enter the batch number from the vial"] };
  const draft = { key: ids.draft, entry: ids.draft, saved_at: now, fields: { "model.code": ["DR4F"] } };
  const reason = { code: "field_invalid", fields, head: null, refused_at: now };
  await transact(nameOf(who), stores, "readwrite", (tx) =>
    Promise.all([
      tx.objectStore("parked").put({ ...refused, ...reason, n: 9 }),
      tx.objectStore("drafts").put(draft),
    ]),
  );
  return ids;
};
