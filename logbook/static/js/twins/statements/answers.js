// The answers to a case read from their forms: sign-off and withdrawal. Twin of statements/answers.py.
import { readForm } from "./forms.js";

/** {doc, problems}; context: id, nonce, verdict, entry {id, rev, hash}, signer {id, name, body, number}, now, tz. */
export function signoff(fields, context, shell) {
  const { values, problems } = readForm("signoff", fields, shell);
  const { verdict, entry, signer } = context;
  if (verdict === "signed" && values.rating === null) problems.rating = ["Choose how much help was needed"];
  if (verdict === "returned") {
    values.rating = null;
    delete problems.rating;
    if (!values.feedback) problems.feedback ??= ["Write what needs changing"];
  }
  const meaning = shell.vocabulary.meaning_of_verdict[verdict];
  const doc = {
    typ: "signoff",
    v: 1,
    id: context.id,
    nonce: context.nonce,
    verdict,
    entry: entry.id,
    entry_rev: entry.rev,
    entry_hash: entry.hash,
    rating: values.rating,
    feedback: values.feedback,
    domains: Object.fromEntries(Object.keys(shell.vocabulary.domains).map((domain) => [domain, null])),
    corrections: values.corrections.map(({ _row, ...row }) => row),
    meaning: { id: meaning, lang: "en", text: shell.vocabulary.meanings[meaning].en },
    signer: { id: signer.id, name: signer.name, body: signer.body, number: signer.number, cred: null },
    signed_at: context.now,
    tz: context.tz,
    dev: null,
    seq: null,
    dev_prev: null,
    tree: null,
  };
  return { doc, problems };
}

/** {doc, problems}; context: id, of {kind, id}, of_hash, account, now. */
export function withdrawal(fields, context, shell) {
  const { values, problems } = readForm("withdrawal", fields, shell);
  const doc = {
    typ: "withdrawal",
    v: 1,
    id: context.id,
    reason: values.reason,
    by: context.account,
    of: { kind: context.of.kind, id: context.of.id },
    of_hash: context.of_hash,
    at: context.now,
  };
  return { doc, problems };
}
