"""Notes that could tell who a model is are found, and clinical notes are left in peace: counted over two corpora.

A line of a corpus of hits begins with what must be found in it. The held-out corpora were written after the patterns.
"""

from pathlib import Path

import pytest

from tests.contract import engine

FOLDER = Path(__file__).parent / "screening"
LEAST_RECALL, LEAST_PRECISION = 0.95, 0.9
# Whom a phone knows: people of the programme, who are no models.
KNOWN = ["Dr Ben Okafor", "Dr Sue Grant", "Adam Lyle"]
PARTS = ("", "_held_out")


def found(text, known=KNOWN):
    return engine.run("screening/identity.js", "found", text, known)


def lines(name):
    return (FOLDER / f"{name}.txt").read_text().splitlines()


def figures(part):
    """(recall, precision, the hits not found, the misses found)."""
    hits = [line.split(" | ", 1) for line in lines(f"hits{part}")]
    overlooked = [line for kind, line in hits if kind not in {one["kind"] for one in found(line)}]
    wrong = [line for line in lines(f"misses{part}") if found(line)]
    right = len(hits) - len(overlooked)
    return right / len(hits), right / (right + len(wrong)), overlooked, wrong


@pytest.mark.parametrize("part", PARTS)
def test_identity_is_found_and_clinical_words_are_not(part, tell):
    recall, precision, overlooked, wrong = figures(part)
    tell(f"screening{part}: recall {recall:.3f}, precision {precision:.3f}")
    assert recall >= LEAST_RECALL, overlooked
    assert precision >= LEAST_PRECISION, wrong


@pytest.mark.parametrize(("part", "least"), [("", 200), ("_held_out", 60)])
def test_the_corpora_are_large_enough_and_say_nothing_twice(part, least):
    for name in (f"hits{part}", f"misses{part}"):
        assert len(set(lines(name))) == len(lines(name)) >= least


def test_what_is_found_names_its_place():
    text = "Mrs Khan, DOB 12/03/1984, batch C4829C3."
    assert found(text) == [
        {"kind": "name", "from": 0, "to": 8, "text": "Mrs Khan"},
        {"kind": "birth", "from": 10, "to": 24, "text": "DOB 12/03/1984"},
    ]


def test_people_whom_the_phone_knows_are_no_models():
    assert found("Dr Okafor helped", []) and not found("Dr Okafor helped", ["Dr Ben Okafor"])


@pytest.mark.parametrize("text", ["", "\n\n", "🙂" * 50, "0" * 8000, "a@" * 4000, "1 " * 8000, "Mrs " * 4000])
def test_odd_texts_are_read_quickly(text):
    assert isinstance(found(text), list)
