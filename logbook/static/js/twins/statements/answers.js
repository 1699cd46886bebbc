// What is said of a case, read from its form: sign-off, setting aside, withdrawal. Twin of statements/answers.py.
/** @import { Answer, Answering, Fields, Problems, SettingAside, Withdrawing } from "phone" */
/** @import { SetAside, Shell, Signoff, Withdrawal } from "shapes" */
import { plain, readForm } from "./forms.js";

/**
 * {doc, problems}; context: id, nonce, verdict, entry {id, rev, hash, part, supervisor}, signer {id, name, body, number},
 * now, tz.
 * @param {Fields} fields
 * @param {Answering} context
 * @param {Shell} shell
 * @returns {{doc: Signoff, problems: Problems}}
 */
export function signoff(fields, context, shell) {
  const { values, problems } = readForm("signoff", fields, shell);
  const { verdict, entry, signer } = context;
  const { meaning_of_part, meaning_of_verdict } = shell.vocabulary;
  // Who watched needed no help: the signature says that the supervisor was present, and rates nothing.
  const present = meaning_of_part[entry.part];
  if (present) {
    values.rating = null;
    delete problems.rating;
  }
  if (verdict === "signed" && values.rating === null && !present)
    problems.rating = ["Choose how much help was needed"];
  const instead = verdict === "signed" && ![null, "", signer.id].includes(entry.supervisor);
  if (!instead) {
    values.instead_reason = "";
    delete problems.instead_reason;
  } else if (!values.instead_reason) {
    problems.instead_reason ??= ["Say why you sign in place of the supervisor named"];
  }
  if (verdict === "returned") {
    values.rating = null;
    delete problems.rating;
    if (!values.feedback) problems.feedback ??= ["Write what needs changing"];
  }
  const meaning = (verdict === "signed" && present) || meaning_of_verdict[verdict];
  /** @type {Signoff} */
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
    instead_reason: values.instead_reason,
    domains: /** @type {Answer} */ (
      Object.fromEntries(Object.keys(shell.vocabulary.domains).map((domain) => [domain, null]))
    ),
    corrections: values.corrections.map(plain),
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

/**
 * {doc, problems}; context: id, entry {id, rev, hash}, account, name, now, tz.
 * @param {Fields} fields
 * @param {SettingAside} context
 * @param {Shell} shell
 * @returns {{doc: SetAside, problems: Problems}}
 */
export function set_aside(fields, { id, entry, account, name, now, tz }, shell) {
  const { values, problems } = readForm("set_aside", fields, shell);
  /** @type {SetAside} */
  const doc = {
    typ: "set_aside",
    v: 1,
    id,
    reason: values.reason,
    entry: entry.id,
    entry_rev: entry.rev,
    entry_hash: entry.hash,
    by: account,
    by_name: name,
    at: now,
    tz,
  };
  return { doc, problems };
}

/**
 * {doc, problems}; context: id, of {kind, id}, of_hash, account, now.
 * @param {Fields} fields
 * @param {Withdrawing} context
 * @param {Shell} shell
 * @returns {{doc: Withdrawal, problems: Problems}}
 */
export function withdrawal(fields, context, shell) {
  const { values, problems } = readForm("withdrawal", fields, shell);
  /** @type {Withdrawal} */
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
