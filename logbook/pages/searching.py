"""What a case can be found by: everything it says, in one text. Twin of pages/searching.js."""

import re
from typing import Any

from logbook import filters
from logbook.folding import folded
from logbook.pages.cases import Doc, View, reviews_of
from logbook.pages.common import name_of
from logbook.shown import bare

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_MONTHS = [month[:3].lower() for month in filters.MONTHS]
_FIGURES = re.compile(r"(^|[^0-9])([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})(?![0-9])")
_SPELLED = re.compile(
    rf"(^|[^0-9])([0-9]{{1,2}})\.? ({'|'.join(_MONTHS)})[a-z]*\.?,?(?: ([0-9]{{4}}))?(?![0-9])"
)

# Lists of the vocabulary whose words stand for a code of the entry: list → where the code lies.
_LABELS = (
    ("parts", ("part",)),
    ("settings", ("setting",)),
    ("products", ("product", "code")),
    ("needles", ("needle",)),
    ("sexes", ("model", "sex")),
    ("anatomy", ("model", "anatomy")),
    ("goals", ("model", "goals")),
    ("contraindications", ("assessment", "contraindications")),
    ("areas", ("areas",)),
)


LONGEST = 100  # signs of a question
# The signs that browsers leave alone in an address, beside letters and figures.
UNQUOTED = "!*()'"


def is_named(words: list[str], *said: str) -> bool:
    """Whether all words of a question stand in what is said of somebody."""
    text = _plain(" ".join(said))
    return all(word in text for word in words)


def words_of(text: str) -> list[str]:
    """The words of a question; each must be found. A day is one word, however it is typed: as the cases have it."""
    days: list[str] = []

    def spelled(found: re.Match[str]) -> str:
        day, month, year = int(found[2]), _MONTHS.index(found[3]) + 1, found[4]
        # Dates stand at the beginning of a line, so that the 5th is not found in the 15th.
        days.append(f"{year}-{month:02}-{day:02}" if year else f"\n{day} {filters.MONTHS[month - 1].lower()}")
        return found[1]

    def figures(found: re.Match[str]) -> str:
        days.append(f"{found[4]}-{int(found[3]):02}-{int(found[2]):02}")
        return found[1]

    rest = _SPELLED.sub(spelled, _FIGURES.sub(figures, _plain(bare(text))))
    return [*days, *(word for word in rest.split(" ") if word)]


def text_of(view: View, case: Doc) -> str:
    """All that is known of a case, in lower case: its answers, what was said of it, its state."""
    doc, words = case["doc"], view.words
    said = [name_of(view, doc["supervisor"]), words["states"][case["state"]]["label"]]
    for answer in case["answers"]:
        said += [answer["doc"]["signer"]["name"], answer["doc"]["feedback"], *_corrections(answer["doc"])]
    for review in (found["doc"] for found in reviews_of(case)):
        said += [_label(words["results"], review["result"]), review["reflection"], *_events(words, review)]
    return f"{_own_text(words, doc)}\n{_joined(said)}"


def _own_text(words: Doc, doc: Doc) -> str:
    """What an entry says, without its answers and reviews, as one text to search in."""
    said = [doc["model"]["code"], doc["model"]["age_band"], f"skin type {doc['model']['skin_type']}"]
    said += [doc["performed_on"], filters.date(doc["performed_on"])]
    said += [doc["place"], doc["prescriber"], doc["scenario"], doc["reflection"]]
    said += [doc["product"]["batch"]] if doc["product"] else []
    said += [text for name, path in _LABELS for text in _labels(words[name], doc, path)]
    said += [_label(words["muscles"], point["muscle"]) for point in doc["points"]]
    return _joined(said + _events(words, doc) + _corrections(doc))


def _joined(said: list[str]) -> str:
    return _plain("\n".join(text for text in said if text))


def _plain(text: str) -> str:
    return folded(text.translate(_QUOTES))


def _label(words: dict[str, Any], code: Any) -> str:
    return str(words.get(code, "")) if code else ""


def _labels(words: dict[str, Any], doc: Doc, path: tuple[str, ...]) -> list[str]:
    value: Any = doc
    for key in path:
        value = value[key] if value else None
    return [_label(words, code) for code in (value if isinstance(value, list) else [value])]


def _events(words: Doc, doc: Doc) -> list[str]:
    found = [(words["events"], "kind"), (words["severities"], "severity"), (words["actions"], "action")]
    return [_label(labels, event[key]) for event in doc["events"] for labels, key in found]


def _corrections(doc: Doc) -> list[str]:
    return [pair[key] for pair in doc["corrections"] for key in ("seen", "correction")]
