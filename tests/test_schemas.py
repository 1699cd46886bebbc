"""A schema refuses what breaks one of its rules, names the place, and says what to do in words."""

import pytest

from logbook import kinds
from tests.support.documents.broken import broken, without_each_field
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry, hash_of, revised

OLD_EVENT = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "none", "resolved_on": None}
EVENT = OLD_EVENT | {"reported_to": "yellow_card", "supervisor_told": True}
CORRECTION = {"seen": "Too medial", "correction": "Moved out", "repeat": False}


def whole_documents():
    """One statement of each type with something in every list, so that every rule can be broken."""
    lists = {"events": [EVENT], "corrections": [CORRECTION], "warnings": [{"code": "product_expired"}]}
    product = an_entry()["product"] | {"expires_on": "2027-01-31", "reconstituted_at": "2026-11-20T09:00"}
    model = an_entry()["model"] | {"first_treatment": False, "days_since_last": 120}
    entry = an_entry(**lists, product=product, model=model, self_rating=3, tree="head")
    return [
        entry,
        revised(entry, amends=hash_of(a_signoff(entry))),
        a_signoff(entry, corrections=[CORRECTION]),
        a_withdrawal(entry),
        a_review(entry, events=[EVENT]),
    ]


CASES = [(doc["typ"], path, bad) for doc in whole_documents() for path, bad in broken(doc)]
MISSING = [(doc["typ"], path, bad) for doc in whole_documents() for path, bad in without_each_field(doc)]


@pytest.mark.parametrize("doc", whole_documents(), ids=lambda doc: doc["typ"])
def test_accepts_a_whole_statement(doc):
    assert kinds.check(doc) == {}


@pytest.mark.parametrize(
    ("typ", "path", "doc"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_refuses_a_statement_that_breaks_a_rule(typ, path, doc):
    problems = kinds.check(doc)
    assert path in problems, problems
    assert all(words and words[0].isupper() for words in problems[path])


@pytest.mark.parametrize(
    ("typ", "path", "doc"), MISSING, ids=lambda value: value if isinstance(value, str) else ""
)
def test_refuses_a_statement_without_one_of_its_fields(typ, path, doc):
    assert path in kinds.check(doc)


@pytest.mark.parametrize("doc", whole_documents(), ids=lambda doc: doc["typ"])
def test_refuses_a_field_nobody_knows(doc):
    assert "colour" in kinds.check(doc | {"colour": "red"})


@pytest.mark.parametrize(
    ("part", "setting", "missing"),
    [
        ("observed", "live_model", set()),
        ("assisted", "live_model", {"product", "assessment.consent", "assessment.history_reviewed"}),
        ("assisted", "simulation", {"product"}),
        (
            "independent",
            "live_model",
            {"product", "points", "assessment.consent", "assessment.history_reviewed"},
        ),
        ("supervised_direct", "simulation", {"product", "points"}),
    ],
)
def test_asks_what_the_part_asks_for(part, setting, missing):
    assessment = an_entry()["assessment"] | {"consent": False, "history_reviewed": False}
    bare = an_entry(part=part, setting=setting, product=None, points=[], assessment=assessment)
    assert set(kinds.check(bare)) == missing


@pytest.mark.parametrize("said", [{}, {"reported_to": ""}, {"supervisor_told": None}])
def test_accepts_a_complication_written_before_today_s_questions_were_asked(said):
    assert kinds.check(an_entry(events=[OLD_EVENT | said])) == {}


def test_refuses_a_complication_without_what_was_always_asked():
    bare = {name: value for name, value in EVENT.items() if name != "severity"}
    assert "events.0" in kinds.check(an_entry(events=[bare]))


def test_only_a_later_revision_builds_upon_a_signature():
    entry = an_entry()
    signature = hash_of(a_signoff(entry))
    assert "amends" in kinds.check(entry | {"amends": signature})
    assert "amends" in kinds.check(revised(entry, amends=None))
    assert kinds.check(revised(entry, amends=signature)) == {}


def test_an_entry_a_sign_off_and_a_version_kept_beside_can_be_withdrawn_and_nothing_else():
    withdrawal = a_withdrawal(an_entry())
    for kind in ("entry", "signoff", "proposal"):
        assert kinds.check(withdrawal | {"of": withdrawal["of"] | {"kind": kind}}) == {}
    assert "of" in kinds.check(withdrawal | {"of": withdrawal["of"] | {"kind": "review"}})


def test_a_review_says_what_was_seen_unless_the_model_did_not_come_back():
    unsaid = {"asymmetry": "", "top_up": ""}
    assert set(kinds.check(a_review(an_entry(), **unsaid))) == {"asymmetry", "top_up"}
    assert kinds.check(a_review(an_entry(), result="not_seen", **unsaid)) == {}


def test_a_signature_needs_a_rating_and_a_return_a_message():
    entry = an_entry()
    assert "rating" in kinds.check(a_signoff(entry, verdict="signed", rating=None))
    assert "feedback" in kinds.check(a_signoff(entry, verdict="returned", rating=None, feedback=""))


def test_a_sign_off_carries_the_sentence_that_belongs_to_its_verdict():
    signed = a_signoff(an_entry())
    assert "meaning" in kinds.check(signed | {"meaning": signed["meaning"] | {"text": "I was elsewhere."}})
