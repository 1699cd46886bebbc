"""What page functions are given beside documents: words, forms, the drawing's areas, sourced figures."""

from typing import Literal, NotRequired, TypedDict

Words = dict[str, str]


class StateWords(TypedDict):
    """How a state is called and looks."""

    label: str
    icon: str
    tone: str


class Place(TypedDict):
    """A tab."""

    id: str
    label: str
    href: str
    icon: str


class Vocabulary(TypedDict):
    """Every list of codes and what they are called."""

    actions: Words
    age_bands: Words
    attested: Words
    anatomy: Words
    area_muscles: dict[str, list[str]]
    areas: Words
    arranged_for: Words
    asymmetries: Words
    authorities: Words
    confirmations: Words
    contraindications: Words
    depths: Words
    documents_seen: Words
    licence_statuses: Words
    licence_marks: Words
    licence_now: Words
    licence_types: Words
    licence_looks: Words
    licence_questions: Words
    licence_answers: Words
    document_kinds: Words
    domains: Words
    enrolled_for: Words
    events: Words
    exception_kinds: Words
    exception_reasons: Words
    expiries: Words
    filter_states: dict[str, list[str]]
    filters: Words
    flags: Words
    gates: Words
    goals: Words
    grade_short: Words
    grades: Words
    hours_kinds: Words
    known_ways: Words
    late_days: int
    left_out: Words
    review_days: int
    meaning_of_part: Words
    meaning_of_verdict: Words
    meanings: dict[str, Words]
    module_parts: Words
    muscles: Words
    needles: Words
    news: dict[str, StateWords]
    not_named: str
    nudge_again_days: int
    nudge_days: int
    only: Words
    part_definitions: Words
    parts: Words
    products: Words
    professions: Words
    specialties: Words
    provider_roles: Words
    quick_feedback: list[str]
    handover_reasons: dict[str, str]
    aside_reasons: dict[str, str]
    ratings: Words
    refusal_ways: Words
    refusals: Words
    remarks: Words
    reported_to: Words
    results: Words
    roles: Words
    rule_states: dict[str, StateWords]
    self_ratings: Words
    settings: Words
    severities: Words
    severity_grades: Words
    sexes: Words
    sides: Words
    skin_types: Words
    spans: Words
    states: dict[str, StateWords]
    tabs: dict[str, list[Place]]
    teaching_ways: Words
    top_ups: Words
    verdicts: Words
    views: Words
    warnings: Words


# The lists from which answers are chosen.
ListName = Literal[
    "actions",
    "age_bands",
    "anatomy",
    "areas",
    "asymmetries",
    "contraindications",
    "depths",
    "events",
    "goals",
    "needles",
    "parts",
    "products",
    "reported_to",
    "handover_reasons",
    "aside_reasons",
    "attested",
    "document_kinds",
    "hours_kinds",
    "known_ways",
    "teaching_ways",
    "results",
    "settings",
    "severities",
    "severity_grades",
    "sexes",
    "sides",
    "skin_types",
    "top_ups",
]


class Rule(TypedDict):
    """What one answer must be, as its shape tells it; nothing of what stands for several keys."""

    message: NotRequired[str]
    nullable: NotRequired[bool]
    later: NotRequired[bool]
    optional: NotRequired[bool]
    choices: NotRequired[ListName]
    least: NotRequired[int]
    min: NotRequired[int]
    max: NotRequired[int]
    step: NotRequired[int]
    max_length: NotRequired[int]
    min_length: NotRequired[int]
    tense: NotRequired[str]
    on: NotRequired[str]


class Item(TypedDict):
    """One question of a form; `also` names a second key that its answer fills."""

    type: Literal["field"]
    name: str
    label: str
    widget: str
    when: str | None
    hint: str
    start: str
    digits: int
    carry: bool
    said: str
    also: list[str]
    rule: Rule


class Column(TypedDict):
    """One question of every row of a list."""

    name: str
    label: str
    widget: str
    when: str | None
    hint: str
    start: str
    digits: int
    carry: bool
    said: str
    also: list[str]
    rule: Rule


class RowsItem(TypedDict):
    """A list of rows in a form: each column a question; `typed` are those that make a row one."""

    type: Literal["rows"]
    name: str
    label: str
    when: str | None
    carry: bool
    typed: list[str]
    columns: list[Column]
    message: str
    most: int


class FormSection(TypedDict):
    """A section of a form."""

    id: str
    title: str
    more: str
    when: str | None
    items: list[Item | RowsItem]


class Asked(TypedDict):
    """Of which parts and in which settings an answer is asked."""

    parts: list[str]
    settings: list[str]


class Forms(TypedDict):
    """The forms as data."""

    entry: list[FormSection]
    signoff: list[FormSection]
    withdrawal: list[FormSection]
    review: list[FormSection]
    handover: list[FormSection]
    set_aside: list[FormSection]
    attestation: list[FormSection]
    when: dict[str, Asked]


class FaceArea(TypedDict):
    """An area of the drawing."""

    area: str
    side: str


class Face(TypedDict):
    """The drawing: its name, what of it is shown close by, its areas by view."""

    name: str
    crops: Words
    areas: dict[str, list[FaceArea]]


class Dose(TypedDict):
    """A figure of a label, and which label says it."""

    by: str
    units_tenths: int


class Session(TypedDict):
    """The most for some areas together."""

    areas: list[str]
    by: str
    units_tenths: int


class Labelled(TypedDict):
    """The areas that a label names."""

    areas: list[str]
    by: str


class Interval(TypedDict):
    """The months between two treatments."""

    months: int
    by: str


class Age(TypedDict):
    """Under which age a label allows a product."""

    under: int
    by: str


class Strength(TypedDict):
    """How strong a product is that comes made up."""

    units_per_ml: int
    by: str


class Label(TypedDict):
    """What the labels say of a product; null or empty where nothing is confirmed."""

    name: str
    doses: dict[str, Dose]
    sessions: list[Session]
    labelled: Labelled | None
    interval: Interval | None
    age: Age | None
    strength: Strength | None


class Keeps(TypedDict):
    """How long a made-up product may be kept."""

    hours: int
    by: str


class Clinical(TypedDict):
    """Sourced figures."""

    keeps: Keeps
    products: dict[str, Label]


class Shell(TypedDict):
    """What page functions are given of the build."""

    build: str
    vocabulary: Vocabulary
    forms: Forms
    face: Face
    clinical: Clinical
