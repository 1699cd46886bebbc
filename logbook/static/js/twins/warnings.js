// What looks unusual in a case: warnings never block, and are stored with the entry. Twin of warnings.py.

/** The warnings of an entry, as codes of the vocabulary's `warnings`, always in the same order. */
export function codes(doc) {
  const product = doc.product ?? {};
  const performed = `${doc.performed_on}T${doc.performed_at}`;
  const found = {
    product_expired: Boolean(product.expires_on) && product.expires_on < doc.performed_on,
    made_up_later: Boolean(product.reconstituted_at) && product.reconstituted_at > performed,
    contraindication_found: doc.assessment.contraindications.length > 0 && doc.points.length > 0,
  };
  return Object.keys(found).filter((code) => found[code]);
}
