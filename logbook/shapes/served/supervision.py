"""One supervisor, as a coordinator sees them."""

from typing import TypedDict

from logbook.shapes.served.asked import Filled, Guarded, Offered
from logbook.shapes.served.holdings import LicenceShort
from logbook.shapes.served.registers import KeptShort


class Post(TypedDict):
    """A role as a supervisor in a programme; `handed` where somebody took over what waited; `waits` where
    anything does."""

    id: str
    programme: str
    since: str
    ended_on: str | None
    handed: bool
    waits: bool


class Age(TypedDict):
    """How many cases wait for so long; `share` in percent of the longest bar."""

    label: str
    cases: int
    share: int


class Rated(TypedDict):
    """Between which ratings the middle half lies, and the one in the middle."""

    first: int
    median: int
    third: int


class Pace(Rated):
    """The same in days from a case to its signature, of so many cases."""

    cases: int


class RatingRow(TypedDict):
    """How often one rating is given, in percent: by them, and by the others together."""

    rating: int
    label: str
    theirs: int
    others: int


class Rating(TypedDict):
    """Their ratings of a year beside the others'; nothing of too few."""

    theirs: Rated | None
    others: Rated | None
    given: int
    rows: list[RatingRow]


class Trained(TypedDict):
    """A trainee whose cases they signed in the last year, or are to answer."""

    id: str
    name: str
    programme_id: str
    programme: str
    waiting: int
    returned: int
    signed: int
    last_on: str | None


class Supervising(TypedDict):
    """All that is known of a supervisor in the programmes of who looks."""

    posts: list[Post]
    waiting: int
    returned: int
    late: int
    oldest_on: str | None
    ages: list[Age]
    pace: Pace | None
    others_pace: Pace | None
    rating: Rating
    trainees: list[Trained]
    more: int
    today: str
    late_days: int
    register: list[KeptShort]
    licences: list[LicenceShort]


class SupervisorPage(Guarded, Supervising):
    """/people/supervisors/<person>"""

    id: str
    name: str
    email: str
    mine: bool
    address: str
    undo: str
    nudge: str
    reminded: str | None
    by_mail: bool


class NudgePage(Guarded):
    """/entries/<id>/nudge; `may_on`: the day from which they may be reminded, None by now."""

    action: str
    id: str
    name: str
    cases: int
    since: str
    last: str | None
    may_on: str | None
    by_mail: bool
    message: str


class Relieved(TypedDict):
    """What waits of one trainee for the supervisor from whom it is to be taken."""

    trainee: str
    waiting: int
    returned: int
    oldest_on: str


class Relief(TypedDict):
    """All that waits for a supervisor, to be handed over; `digest` says which cases were shown."""

    id: str
    person_id: str
    name: str
    cases: int
    digest: str
    lines: list[Relieved]
    more: int
    heirs: list[Offered]
    reasons: list[Offered]


class ReliefPage(Filled):
    """/people/memberships/<id>/cases"""

    relief: Relief
    changed: bool
