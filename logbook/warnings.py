"""What looks unusual in a case: warnings never block, and are stored with the entry. Twin of twins/warnings.js."""

from typing import Any


def codes(doc: dict[str, Any]) -> list[str]:
    """The warnings of an entry, as codes of the vocabulary's `warnings`, always in the same order."""
    product = doc["product"] or {}
    performed = f"{doc['performed_on']}T{doc['performed_at']}"
    found = {
        "product_expired": bool(product.get("expires_on")) and product["expires_on"] < doc["performed_on"],
        "made_up_later": bool(product.get("reconstituted_at")) and product["reconstituted_at"] > performed,
        "contraindication_found": bool(doc["assessment"]["contraindications"]) and bool(doc["points"]),
    }
    return [code for code, holds in found.items() if holds]
