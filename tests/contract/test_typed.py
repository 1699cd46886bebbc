"""Numbers and text as people type them: both languages read them alike, and say the same of what they cannot read."""

import pytest

from logbook import canonical, folding, kinds, numerals, shown
from logbook.pages import searching
from tests.contract import engine

UNITS = "Units must be in steps of 0.5"
# What is typed → tenths of a unit, or the words.
DOSES = {
    "2,5": 25,
    ".5": 5,
    ",5": 5,
    "2.": 20,
    "2.50": 25,
    "0.500": 5,
    "\u00a02.5": 25,
    " 4 ": 40,
    "\u20074\u202f": 40,
    "1,000": "“1,000” can mean 1000 or 1: write one of them",
    "2.500": "“2.500” can mean 2500 or 2.5: write one of them",
    "2.05": "“2.05” is not in steps of 0.5",
    "2.3": "“2.3” is not in steps of 0.5",
    "0": "“0” is less than 0.5",
    "1001": "“1001” is more than 1000",
    "four": "“four” is not a number",
    "1 000": "“1 000” is not a number",
    "1e1": "“1e1” is not a number",
    ".": "“.” is not a number",
    "-4": "“-4” is not a number",
    "x" * 30: f"“{'x' * 20}…” is not a number",
    # Arabic-Indic, Persian, full-width, Devanagari and mathematical figures.
    "٢٫٥": 25,
    "۲٫۵": 25,
    "２．５": 25,
    "２，５": 25,
    "٤": 40,
    "४": 40,
    "𝟜.𝟝": 45,
    "²": "“²” is not a number",
}
WHOLES = {
    "100": 100,
    "１００": 100,
    "١٠٠": 100,
    "100.0": 100,
    "2.5": "“2.5” is not a whole number",
    "1,000": "“1,000” can mean 1000 or 1: write one of them",
}


SAID = """(m, field, given) => {
  try { return m["twins/statements/reading.js"].read(field, given, false, {}); } catch (error) { return error.message; }
}"""


def there(field, text):
    """What the phone's reader makes of it."""
    return engine.apply(["twins/statements/reading.js"], SAID, field, [text])


def outcome(call, *given):
    try:
        return call(*given)
    except numerals.NotANumber as error:
        return str(error)


@pytest.mark.finding("field.F10", "field.F12", "field.F13")
@pytest.mark.parametrize("text", DOSES)
def test_a_dose_is_read_alike_and_its_words_name_what_was_typed(text):
    assert outcome(numerals.read, text, 1, numerals.DOSE) == DOSES[text]
    field = {"widget": "decimal", "digits": 1, "rule": numerals.DOSE | {"message": UNITS}}
    assert there(field, text) == DOSES[text]


@pytest.mark.finding("field.F12")
@pytest.mark.parametrize("text", WHOLES)
def test_a_whole_number_is_read_alike(text):
    rule = {"min": 1, "max": 1000, "step": 1}
    assert outcome(numerals.read, text, 0, rule) == WHOLES[text]
    field = {"widget": "whole", "digits": 0, "rule": rule | {"message": ""}}
    assert there(field, text) == WHOLES[text]


def test_the_map_and_the_statement_have_one_rule_for_a_dose():
    column = kinds.rules("entry")["points"]["columns"]["units_tenths"]
    assert {name: column[name] for name in numerals.DOSE} == numerals.DOSE
    assert engine.apply(["twins/numerals.js"], "(m) => m['twins/numerals.js'].DOSE") == numerals.DOSE


# What is typed → as free text → as one line of visible signs.
TEXTS = {
    "\u200b": ("", ""),
    "\u00a0\u3000": ("", ""),
    "\u2800\u3164\u00ad": ("", ""),
    "\U000e0041": ("", ""),
    "\ufe0f": ("\ufe0f", ""),
    "\u200bana@example.org\u2060": ("ana@example.org",) * 2,
    "ana\u200b@example\u00ad.org": ("ana\u200b@example\u00ad.org", "ana@example.org"),
    "\u00a0C4829C3\u00a0": ("C4829C3",) * 2,
    "Dr\u00a0 Ana \u2003Silva": ("Dr\u00a0 Ana \u2003Silva", "Dr Ana Silva"),
    "می\u200cخواهم": ("می\u200cخواهم",) * 2,
    "a\u200d b": ("a\u200d b", "a b"),
    "one\u2028two": ("one\u2028two", "one two"),
    "plain": ("plain",) * 2,
    "ö": ("ö", "ö"),
}


@pytest.mark.finding("field.F6", "field.F13", "attack.L11")
@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_what_shows_nothing_is_taken_off_alike(text):
    free, line = TEXTS[text]
    assert canonical.clean(text) == engine.run("twins/canonical.js", "clean", text) == free
    assert shown.bare(text) == engine.run("twins/shown.js", "bare", text) == line
    assert shown.shows(text) == engine.run("twins/shown.js", "shows", text) == bool(line)


def test_every_sign_of_the_first_planes_is_seen_or_not_seen_alike():
    signs = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE1000))]
    unseen = engine.apply(
        ["twins/shown.js"], "(m, signs) => signs.filter((sign) => !m['twins/shown.js'].shows(sign))", signs
    )
    assert unseen == [sign for sign in signs if not shown.shows(sign)]


# What somebody looks for → the words of the case, as they stand in it.
FOUND = [
    ("jose", "José"),
    ("muller", "Müller"),
    ("lodz", "Łódź"),
    ("odem", "Ödem"),
    ("o\u0308dem", "Ödem"),
    ("strasse", "Straße"),
    ("okologie", "økologie"),
    ('"good"', "“Good” depth"),
    ("'s", "the model’s"),
    ("K7QF\u00a0", "K7QF"),
    ("\u200bk7qf", "K7QF"),
    ("ﬁne", "fine lines"),
]
DAYS = {
    "20/11/2026": ["2026-11-20"],
    "20.11.2026": ["2026-11-20"],
    "5 November 2026": ["2026-11-05"],
    "20 nov 2026 botox": ["2026-11-20", "botox"],
    "5 november": ["\n5 november"],
    "glabella 20. Nov., 2026": ["2026-11-20", "glabella"],
    "batch 120/11/20261": ["batch", "120/11/20261"],
}


@pytest.mark.finding("field.F18")
@pytest.mark.parametrize(("wanted", "said"), FOUND, ids=ascii)
def test_a_search_knows_more_than_one_spelling(wanted, said):
    [word] = searching.words_of(wanted)
    assert word in folding.folded(said.replace("“", '"').replace("”", '"').replace("’", "'"))
    assert engine.run("twins/pages/searching.js", "wordsOf", wanted) == [word]
    assert engine.run("twins/folding.js", "folded", said) == folding.folded(said)


@pytest.mark.finding("field.F18")
@pytest.mark.parametrize("wanted", DAYS)
def test_a_day_is_looked_for_as_one_word(wanted):
    assert (
        searching.words_of(wanted)
        == engine.run("twins/pages/searching.js", "wordsOf", wanted)
        == DAYS[wanted]
    )


@pytest.mark.finding("field.F19")
def test_names_are_sorted_folded_and_without_their_titles():
    names = [
        "Zoe Adams",
        "anna Bell",
        "Émile Caron",
        "Łukasz Dudek",
        "Prof Amara Okafor FRCP",
        "Dr Ben Ode",
        "Mx. Yu",
    ]
    here = sorted(names, key=folding.by_name)
    assert here == [names[i] for i in (4, 1, 5, 2, 3, 6, 0)]
    assert [folding.by_name(name)[0] for name in names] == [
        engine.run("twins/folding.js", "byName", name) for name in names
    ]
