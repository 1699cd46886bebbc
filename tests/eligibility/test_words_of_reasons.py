"""Every reason and state that the judge gives has its words, and no others have any."""

from inspect import getsource

from logbook.eligibility import grammar, outcomes
from logbook.vocabulary import LISTS


def reasons():
    """All that docs/judging.md names, conditions of every kind among it."""
    found = {"withdrawn", "future", "set_aside", "too_old", "too_late", "ended", "before_prerequisite"}
    found |= {"unsigned", "over_cap", "over_limit", "over_maximum", "repeated", "unknown", "lacks"}
    found |= {"unrated", "not_newest", "claimed_elsewhere"}
    for name, where in grammar.schema()["definitions"].items():
        if name.startswith("where_"):
            for field, words in where["properties"].items():
                found.add(f"not_{field}" if words.get("type") == "boolean" else f"other_{field}")
    return found


def test_each_reason_for_which_something_is_left_out_has_one_sentence():
    assert set(LISTS["left_out"]) == reasons()
    assert all(words.endswith(".") for words in LISTS["left_out"].values())


def test_each_state_has_its_words_and_a_sign():
    source = getsource(outcomes)
    states = ("met", "waiting", "open", "ended", "impossible", "waived", "not_asked")
    assert tuple(LISTS["rule_states"]) == states and all(f'"{state}"' in source for state in states)
    assert all(set(words) == {"label", "icon", "tone"} for words in LISTS["rule_states"].values())
