// The names that a form gives to what will be made of it, at the moment it is shown.

// Without letters and digits that look alike: a code is read from a screen and written on paper.
const CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

const NAMES = ["entry", "mutation", "signoff", "withdrawal", "review", "nonce", "set_aside"];

/** {entry, mutation, signoff, withdrawal, review, nonce, set_aside: uuid, code: four characters for a model}. */
export function freshIds() {
  return { ...Object.fromEntries(NAMES.map((name) => [name, crypto.randomUUID()])), code: code() };
}

function code() {
  const bytes = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(bytes, (value) => CHARACTERS[value % CHARACTERS.length]).join("");
}
