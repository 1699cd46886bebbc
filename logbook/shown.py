"""What of a text can be seen: spaces of every kind, signs that show nothing. Twin of static/js/twins/shown.js.

Both languages spell the ranges out, because their Unicode tables differ from build to build.
"""

import re

_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Formatting without a form of its own, fillers, the braille blank, tags, and code points that are no characters.
_INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# They choose how the sign before them looks: nothing by themselves, and part of an emoji inside a text.
_SELECTORS = "\ufe00-\ufe0f"
_ENDS = re.compile(f"^[{_SPACES}{_INVISIBLE}]+|[{_SPACES}{_INVISIBLE}]+$")
# Two of them join or part letters, as Persian and Hindi need it: between two visible signs they stay.
_HIDDEN = re.compile(f"[{_INVISIBLE}{_SELECTORS}]")
_JOINERS = "\u200c\u200d"
_JOINED = re.compile(
    f"(?<=[^{_SPACES}{_INVISIBLE}{_SELECTORS}])[{_JOINERS}](?=[^{_SPACES}{_INVISIBLE}{_SELECTORS}])"
)
_GAP = re.compile(f"[{_SPACES}]+")
_SHOWN = re.compile(f"[^{_SPACES}{_INVISIBLE}{_SELECTORS}]")


def trimmed(text: str) -> str:
    """Without spaces and invisible signs at both ends."""
    return _ENDS.sub("", text)


def bare(text: str) -> str:
    """One line of visible signs with single plain spaces between them: for names, numbers, codes and addresses."""
    kept = {found.start() for found in _JOINED.finditer(text)}
    shown = "".join(sign for at, sign in enumerate(text) if at in kept or not _HIDDEN.match(sign))
    return _GAP.sub(" ", shown).strip(" ")


def shows(text: str) -> bool:
    """Whether there is anything to be seen."""
    return _SHOWN.search(text) is not None
