"""What happened to each case of the demo, in the order in which the server heard of it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from logbook.demo import answers, documents
from logbook.demo.plan import Case
from logbook.shapes.loose import Doc
from logbook.store import Actor

FEEDBACK = (
    "Calm hands, good depth.",
    "",
    "Good dose planning. Check symmetry from the foot of the bed.",
    "",
    "Mark up before injecting, every time.",
    "Well explained to the model.",
    "",
)
ASKED = "The right side has one point fewer than the left. Was that meant? Please check, and say why if so."


@dataclass(frozen=True)
class Sent:
    """A statement on its way: when the server received it, from whom; `expected` is the verdict's status."""

    at: datetime
    actor: Actor
    doc: Doc
    expected: str = "applied"
    grade: str | None = None


class Story:
    """All statements of one trainee. The same `today` and `seed` give the same story, ids included."""

    def __init__(
        self, trainee: Actor, programme: str, supervisors: dict[str, Actor], today: date, seed: int
    ) -> None:
        self.trainee, self.programme, self.supervisors, self.today = trainee, programme, supervisors, today
        self.chance = random.Random(seed)  # noqa: S311  (a demo has no secrets)
        self.seen: dict[str, date] = {}

    def tell(self, cases: list[Case]) -> list[Sent]:
        """Every statement about these cases, by the time of its arrival."""
        begun = self.today - timedelta(days=max(case.days_ago for case in cases))
        sent = [one for turn, case in enumerate(cases) for one in self._case(turn, case, begun)]
        return sorted(sent, key=lambda one: one.at)

    def _case(self, turn: int, case: Case, begun: date) -> Iterator[Sent]:
        supervisor = self.supervisors[case.supervisor]
        on = self.today - timedelta(days=case.days_ago)
        at = self._at(on, time(10 + turn % 6, 5 * (turn % 11)))
        day = documents.Day(turn, at, self.seen.get(case.model), begun)
        if case.part in documents.HANDS_ON:
            self.seen[case.model] = on
        ids = {"id": self._id(), "mutation": self._id(), "trainee": self.trainee.id}
        doc = documents.entry(case, ids | {"programme": self.programme, "supervisor": supervisor.id}, day)
        # Now and then there was no signal until the next morning.
        arrived = at + timedelta(minutes=14) if turn % 5 else self._at(on + timedelta(days=1), time(7, 40))
        arrived = min(arrived, self._at(self.today, time(0, 0)) - timedelta(minutes=60 - turn))
        yield Sent(arrived, self.trainee, doc)
        last = doc
        for one in getattr(self, f"_{case.fate}")(doc, supervisor, arrived, case):
            yield one
            last = one.doc if one.doc["typ"] == "entry" and one.expected == "applied" else last
        found = next((kind for kind in ("ptosis", "absent", "review") if kind in case.extras), None)
        if found:
            seen_at = self._at(on + documents.REVIEW_AFTER, time(17, 20))
            yield Sent(seen_at, self.trainee, answers.review(last, self._id(), seen_at, found))

    def _sent(self, doc: Doc, supervisor: Actor, arrived: datetime, case: Case) -> Iterator[Sent]:
        return iter(())

    def _signed(self, doc: Doc, supervisor: Actor, arrived: datetime, case: Case) -> Iterator[Sent]:
        yield self._signature(doc, supervisor, self._evening(arrived, case.delay), case)

    _late = _signed

    def _returned(self, doc: Doc, supervisor: Actor, arrived: datetime, case: Case) -> Iterator[Sent]:
        at = self._evening(arrived, 1)
        yield Sent(
            at, supervisor, answers.signoff(doc, (self._id(), self._id()), supervisor, at, None, ASKED)
        )

    def _mended(self, doc: Doc, supervisor: Actor, arrived: datetime, case: Case) -> Iterator[Sent]:
        yield from self._returned(doc, supervisor, arrived, case)
        at = arrived + timedelta(days=3)
        mended = documents.revised(
            doc, self._id(), at, reflection="Checked: the last point on the right was missing here."
        )
        yield Sent(at, self.trainee, mended)
        yield self._signature(mended, supervisor, self._evening(arrived, case.delay), case)

    def _edited(self, doc: Doc, supervisor: Actor, arrived: datetime, case: Case) -> Iterator[Sent]:
        at = arrived + timedelta(hours=5)
        edited = documents.revised(doc, self._id(), at, place="Training clinic, room 4")
        yield Sent(at, self.trainee, edited)
        yield self._signature(edited, supervisor, self._evening(arrived, case.delay), case)

    def _withdrawn(self, doc: Doc, supervisor: Actor, arrived: datetime, case: Case) -> Iterator[Sent]:
        at = arrived + timedelta(days=1)
        taken = answers.withdrawal(doc, self._id(), self.trainee.id, at, "Logged twice by mistake")
        yield Sent(at, self.trainee, taken)

    def _retaken(self, doc: Doc, supervisor: Actor, arrived: datetime, case: Case) -> Iterator[Sent]:
        first = self._signature(doc, supervisor, self._evening(arrived, 0), case)
        yield first
        at = first.at + timedelta(minutes=9)
        taken = answers.withdrawal(first.doc, self._id(), supervisor.id, at, "I had the wrong case open")
        yield Sent(at, supervisor, taken)
        yield self._signature(doc, supervisor, self._evening(arrived, case.delay), case)

    def _newer(self, doc: Doc, supervisor: Actor, arrived: datetime, case: Case) -> Iterator[Sent]:
        """Signed, before a change made on a phone without signal arrived: both are kept, the signed one stands."""
        signature = self._signature(doc, supervisor, self._evening(arrived, case.delay), case)
        yield signature
        at = signature.at + timedelta(hours=2)
        changed = documents.revised(doc, self._id(), at, place="Training clinic, room 5")
        yield Sent(at, self.trainee, changed, expected="conflict")

    def _signature(self, doc: Doc, supervisor: Actor, at: datetime, case: Case) -> Sent:
        # Where the trainee only watched, the supervisor did it all, and there is little to say about their hands.
        watched = {"observed": 1, "assisted": 2}
        led = watched.get(doc["part"]) or min(5, doc["self_rating"] + self.chance.choice((0, 0, 0, 1)))
        rating = int(case.extras.get("rating", led))
        feedback = "" if doc["part"] in watched else self.chance.choice(FEEDBACK)
        ids = (self._id(), self._id())
        signed = answers.signoff(doc, ids, supervisor, at, rating, feedback, case.extras.get("seen"))
        return Sent(at, supervisor, signed, grade="C")

    def _evening(self, arrived: datetime, days: int) -> datetime:
        # A supervisor signs at the end of a day, several cases one after the other.
        minute = 18 * 60 + self.chance.randrange(40)
        at = self._at(arrived.date() + timedelta(days=days), time(minute // 60, minute % 60))
        return max(at, arrived + timedelta(minutes=20))

    def _at(self, on: date, at: time) -> datetime:
        return datetime.combine(on, at, documents.ZONE)

    def _id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))
