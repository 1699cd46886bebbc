"""How typed words are set: a long word may break, and a name keeps its direction to itself."""

import re
import unicodedata
from typing import Any

# Longer than any word of prose, shorter than the narrowest column holds of the widest letters.
_LONG = re.compile(r"\S{30,}")
_RUN = 8
_BREAK = "\u200b"
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ISOLATE, _END = "\u2068", "\u2069"


def breakable(said: Any) -> Any:
    """The same texts in the same lists and dicts, with places in a long word where it may break."""
    if isinstance(said, str):
        return _LONG.sub(_cut, said)
    if isinstance(said, list):
        return [breakable(one) for one in said]
    return {key: breakable(one) for key, one in said.items()} if isinstance(said, dict) else said


def isolated(text: str) -> str:
    """A name among other words: where it is written from right to left, it moves nothing beside itself."""
    return f"{_ISOLATE}{text}{_END}" if _FROM_RIGHT.search(text) else text


def _cut(found: re.Match[str]) -> str:
    word = found[0]
    parts = [word[at : at + _RUN] for at in range(0, len(word), _RUN)]
    # A mark belongs to the letter before it, wherever the word is cut.
    joined = parts[0]
    for part in parts[1:]:
        joined += part if unicodedata.combining(part[0]) else _BREAK + part
    return joined
