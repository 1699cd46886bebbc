"""Texts as they are compared: what looks alike to a reader is alike here. Twin of static/js/twins/folding.js."""

import unicodedata

from logbook.shown import bare

# Said before a name, never part of how it is sorted.
TITLES = frozenset(("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame"))
# Letters that no decomposition takes apart, and two spellings of one letter.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ς": "σ",
    }
)


def folded(text: str) -> str:
    """Without case, marks and compatibility forms: "Žak" and "zak" are one, and so are "ﬁ" and "fi"."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).lower().translate(_LETTERS)
    return "".join(sign for sign in plain if not unicodedata.category(sign).startswith("M"))


def address(text: str) -> str:
    """An e-mail address as it is stored and compared: composed, without invisible signs, in lower case."""
    return bare(unicodedata.normalize("NFC", text)).lower()


def opaque(text: str) -> str:
    """A password as it is hashed and compared: composed, every kind of space a plain one (RFC 8265, OpaqueString), so
    that one keyboard's accents and spaces fit another's. Nothing is taken away."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    return unicodedata.normalize("NFC", spaced)


def identifier(text: str) -> str:
    """Letters and figures alone: "GMC 701-2345" is "gmc7012345"."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


def by_name(name: str) -> tuple[str, str]:
    """The key by which people are sorted: folded, without title."""
    words = folded(name).split()
    rest = [word for word in words if word.rstrip(".") not in TITLES]
    return " ".join(rest or words), name
