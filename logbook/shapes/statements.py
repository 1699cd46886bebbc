"""What the statements hold, key by key. The schemas judge them; a test compares both."""

from typing import Literal, NotRequired, TypedDict


class Model(TypedDict):
    """The person treated, as a code and what shows the range of cases."""

    code: str
    age_band: str
    sex: str
    skin_type: str
    first_treatment: bool | None
    days_since_last: int | None
    anatomy: list[str]
    goals: list[str]


class Lines(TypedDict):
    """How deep lines are, from 0 to 4."""

    rest: int
    dynamic: int


class Assessment(TypedDict):
    """What was checked before the treatment; `severity` by area."""

    history_reviewed: bool
    contraindications: list[str]
    consent: bool
    photo_consent: bool
    severity: dict[str, Lines]


class Product(TypedDict):
    """The product, its vial and how it was made up."""

    code: str
    batch: str
    expires_on: str | None
    expires_as: NotRequired[str]
    vial_units: int | None
    diluent_hundredths_ml: int | None
    reconstituted_at: str | None


class Point(TypedDict):
    """One injection."""

    view: str
    map: str
    area: str
    muscle: str
    side: str
    x: int | None
    y: int | None
    units_tenths: int
    depth: str


class Aftercare(TypedDict):
    """What the model was told, and when the review is due."""

    advice: bool
    written: bool
    review_due_on: str | None


class Complication(TypedDict):
    """One complication; the last two came after the first statements were made."""

    kind: str
    severity: str
    onset_day: int | None
    action: str
    resolved_on: str | None
    reported_to: NotRequired[str]
    supervisor_told: NotRequired[bool | None]


class Correction(TypedDict):
    """What was seen and how it was corrected."""

    seen: str
    correction: str
    repeat: bool


class Warned(TypedDict):
    """A warning that was shown: a rule, or "rule:area"."""

    code: str


class Entry(TypedDict):
    """entry v1: a case."""

    typ: Literal["entry"]
    v: Literal[1]
    id: str
    rev: int
    prev: str | None
    mutation: str
    trainee: str
    programme: str
    supervisor: str
    prescriber: str
    performed_on: str
    performed_at: str
    recorded_at: str
    tz: str
    place: str
    part: str
    setting: str
    areas: list[str]
    dev: str | None
    seq: int | None
    dev_prev: str | None
    tree: str | None
    warnings: list[Warned]
    scenario: str
    model: Model
    assessment: Assessment
    product: Product | None
    points: list[Point]
    needle: str
    aftercare: Aftercare
    events: list[Complication]
    corrections: list[Correction]
    self_rating: int | None
    reflection: str
    answer: NotRequired[str]
    amends: NotRequired[str]


class Domains(TypedDict):
    """Ratings per domain."""

    assessment: int | None
    technique: int | None
    consultation: int | None
    aftercare: int | None
    communication: int | None


class Meaning(TypedDict):
    """The sentence that was signed."""

    id: str
    lang: str
    text: str


class Signer(TypedDict):
    """Who signed, as registered on that day."""

    id: str
    name: str
    body: str
    number: str
    cred: str | None


class Signoff(TypedDict):
    """signoff v1: a supervisor's answer to one revision of a case."""

    typ: Literal["signoff"]
    v: Literal[1]
    id: str
    entry: str
    entry_rev: int
    entry_hash: str
    verdict: str
    rating: int | None
    domains: Domains
    feedback: str
    corrections: list[Correction]
    meaning: Meaning
    signer: Signer
    signed_at: str
    tz: str
    dev: str | None
    seq: int | None
    dev_prev: str | None
    tree: str | None
    nonce: str
    instead_reason: NotRequired[str]


class Review(TypedDict):
    """review v1: the look two weeks later."""

    typ: Literal["review"]
    v: Literal[1]
    id: str
    entry: str
    entry_rev: int
    entry_hash: str
    seen_on: str
    result: str
    asymmetry: str
    top_up: str
    events: list[Complication]
    reflection: str
    top_up_units_tenths: NotRequired[int | None]
    top_up_areas: NotRequired[list[str]]
    severity_after: NotRequired[dict[str, Lines]]


class Of(TypedDict):
    """What a withdrawal takes back."""

    kind: str
    id: str


class Withdrawal(TypedDict):
    """withdrawal v1: of a case, of a sign-off, or of a version kept beside a case."""

    typ: Literal["withdrawal"]
    v: Literal[1]
    id: str
    of: Of
    of_hash: str
    reason: str
    by: str
    at: str


# `from` is no name that a class may give.
Handover = TypedDict(
    "Handover",
    {
        "typ": Literal["handover"],
        "v": Literal[1],
        "id": str,
        "entry": str,
        "from": str,
        "to": str,
        "by": str,
        "by_name": str,
        "reason": str,
        "at": str,
    },
)
"""handover v1: a case waits for another supervisor than it did; `by_name` as its coordinator was called then."""


class SetAside(TypedDict):
    """set_aside v1: a case that counts for no rule, as its supervisor says; `by_name` as they were called then."""

    typ: Literal["set_aside"]
    v: Literal[1]
    id: str
    entry: str
    entry_rev: int
    entry_hash: str
    reason: str
    by: str
    by_name: str
    at: str
    tz: str


class Attestation(TypedDict):
    """attestation v1: that a trainee did a module, worked so many hours, or holds a document; `known`: how that is
    known. `accepts` is the hash of what the trainee declared, where a tutor accepts it."""

    typ: Literal["attestation"]
    v: Literal[1]
    id: str
    membership: str
    what: str
    module: str
    version: int | None
    title: str
    hours: str
    way: str
    subject: str
    document: str
    on: str
    until: str | None
    minutes: int | None
    credits_tenths: int | None
    score: int | None
    known: str
    accepts: str | None
    by: str
    by_name: str
    at: str
    tz: str


Statement = Entry | Signoff | Review | Withdrawal | Handover | SetAside | Attestation
STATEMENTS: dict[str, type] = {
    "entry": Entry,
    "signoff": Signoff,
    "review": Review,
    "withdrawal": Withdrawal,
    "handover": Handover,
    "set_aside": SetAside,
    "attestation": Attestation,
}
