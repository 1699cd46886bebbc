"""The shapes of what follows an entry: sign-off, review, withdrawal."""

from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from logbook import vocabulary
from logbook.schemas import words
from logbook.schemas.parts import MeaningSchema, OfSchema, SignerSchema, corrections, events, nested
from logbook.schemas.rows import Severity
from logbook.schemas.shapes import Code, Codes, Day, Fixed, Instant, Text, Whole, sha256, uuid, zone


def _rating() -> Whole:
    return Whole(1, 5, words.HELP, nullable=True)


class DomainsSchema(Schema):
    """Ratings per domain, 1 to 5 or not given."""

    assessment = _rating()
    technique = _rating()
    consultation = _rating()
    aftercare = _rating()
    communication = _rating()


class SignoffSchema(Schema):
    """signoff v1: a supervisor's answer to one revision of an entry."""

    typ = Fixed(["signoff"])
    v = Fixed([1])
    id = uuid()
    entry = uuid()
    entry_rev = Whole(1, 10_000, words.REVISION)
    entry_hash = sha256()
    verdict = Code("verdicts", "Sign it, or ask for changes")
    rating = _rating()
    domains = nested(DomainsSchema)
    feedback = Text(2000)
    corrections = corrections()
    meaning = nested(MeaningSchema)
    signer = nested(SignerSchema)
    signed_at = Instant("past")
    tz = zone()
    dev = uuid(nullable=True)
    seq = Whole(0, 2**53 - 1, words.DEVICE_NUMBER, nullable=True)
    dev_prev = sha256(nullable=True)
    tree = Text(500)
    nonce = uuid()
    instead_reason = Text(500)

    # `tree` is null until signatures by key exist.
    tree.allow_none = True
    # Why somebody other than the supervisor named signs; older builds did not ask.
    instead_reason.required = False

    @validates_schema
    def says_what_it_must(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A signature carries a rating, a return a message, and each the sentence that belongs to it."""
        meaning = data["meaning"]
        was_present = meaning["id"] in vocabulary.LISTS["meaning_of_part"].values()
        if data["verdict"] == "signed" and data["rating"] is None and not was_present:
            raise ValidationError({"rating": [words.HELP]})
        if data["verdict"] == "returned" and not data["feedback"]:
            raise ValidationError({"feedback": [words.FEEDBACK]})
        fits = meaning["id"] == vocabulary.LISTS["meaning_of_verdict"][data["verdict"]]
        fits = fits or (data["verdict"] == "signed" and was_present)
        known = vocabulary.LISTS["meanings"].get(meaning["id"], {})
        if not fits or known.get(meaning["lang"]) != meaning["text"]:
            raise ValidationError({"meaning": ["The sentence signed is not the one this answer carries."]})


class WithdrawalSchema(Schema):
    """withdrawal v1: of an entry by its trainee, of a sign-off or a setting aside by its supervisor, of a proposal by
    its author, of an attestation by whoever said it."""

    typ = Fixed(["withdrawal"])
    v = Fixed([1])
    id = uuid()
    of = nested(OfSchema)
    of_hash = sha256()
    reason = Text(500, "Write why", least=1)
    by = uuid()
    at = Instant("past")

    @validates_schema
    def names_what_can_be_withdrawn(self, data: dict[str, Any], **kwargs: Any) -> None:
        """An entry, an answer or a word about it, or a version that was kept beside it (named by its mutation)."""
        if data["of"]["kind"] not in ("entry", "signoff", "set_aside", "proposal", "attestation"):
            raise ValidationError({"of": ["This cannot be withdrawn."]})


# `from` is no name that a class may give.
HandoverSchema: type[Schema] = Schema.from_dict(
    {
        "typ": Fixed(["handover"]),
        "v": Fixed([1]),
        "id": uuid(),
        "entry": uuid(),
        "from": uuid(),
        "to": uuid(),
        "by": uuid(),
        "by_name": Text(200, "Say who hands it over", least=1),
        "reason": Code("handover_reasons", "Choose why"),
        "at": Instant("past"),
    },
    name="HandoverSchema",
)
"""handover v1: a case waits for another supervisor (`to`) than it did (`from`), as its coordinator says."""


class SetAsideSchema(Schema):
    """set_aside v1: a case counts for no rule, as its supervisor says who saw this version of it."""

    typ = Fixed(["set_aside"])
    v = Fixed([1])
    id = uuid()
    entry = uuid()
    entry_rev = Whole(1, 10_000, words.REVISION)
    entry_hash = sha256()
    reason = Code("aside_reasons", "Choose why")
    by = uuid()
    by_name = Text(200, "Say who sets it aside", least=1)
    at = Instant("past")
    tz = zone()


# What only somebody who saw the model again can say, and the words where it is missing.
SEEN = {"asymmetry": "Choose the asymmetry", "top_up": "Say whether there was a top-up"}


class ReviewSchema(Schema):
    """review v1: the look two weeks later."""

    typ = Fixed(["review"])
    v = Fixed([1])
    id = uuid()
    entry = uuid()
    entry_rev = Whole(1, 10_000, words.REVISION)
    entry_hash = sha256()
    seen_on = Day(words.REVIEW_DATE, "past")
    result = Code("results", "Choose the result")
    asymmetry = Code("asymmetries", SEEN["asymmetry"], optional=True)
    top_up = Code("top_ups", SEEN["top_up"], optional=True)
    events = events()
    reflection = Text(2000)
    top_up_units_tenths = Whole(5, 10000, words.DOSE, step=5, nullable=True)
    top_up_areas = Codes("areas", words.CHOICE)
    severity_after = Severity(frozenset(vocabulary.codes("areas")))

    # Builds before did not ask them.
    top_up_units_tenths.required = top_up_areas.required = severity_after.required = False

    @validates_schema
    def says_what_was_seen(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Only of a model who did not come back is there nothing to say."""
        if data["result"] == "not_seen":
            return
        missing = {name: [words] for name, words in SEEN.items() if not data[name]}
        if missing:
            raise ValidationError(missing)
