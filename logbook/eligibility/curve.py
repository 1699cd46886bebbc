"""The learning curve: a cumulative sum of cases that fall short, between the two lines of a sequential test. Pure.

After Bolsin and Colson (2000) and Steiner (2000): with p0 the share of cases that may fall short and p1 the share
that may not, each case that falls short lifts the curve by 1 - s and every other one lowers it by s. At the upper
line p1 is more likely than p0, at the lower one p0, each with one chance in ten of being wrong. The curve is held at
the line it has reached, so that old cases, good or bad, never outweigh the newest.
"""

from collections.abc import Iterable, Sequence
from math import log

from logbook.eligibility.case import Case
from logbook.shapes.loose import Doc

ERROR = 0.1  # the chance of a wrong answer, on either side
TALKED_THROUGH = 2  # a rating up to this says that somebody else led


def curve(cases: Iterable[Case], levels: Doc | None) -> Doc | None:
    """The curve of the signed and rated cases, in order; None where the provider draws no lines or none is rated.

    {acceptable_percent, unacceptable_percent, line, points, short, now, since}: `line` and `points` in thousandths,
    `short` the numbers of the cases that fell short (1 is the first), `now` the line reached last (met, review, or
    open) and `since` the number of the case that reached it.
    """
    outcomes = [falls_short(case) for case in cases if case.rating is not None]
    if levels is None or not outcomes:
        return None
    step, line = _test(*(levels[name] / 100 for name in ("acceptable_percent", "unacceptable_percent")))
    height, now, since, points = 0.0, "open", 0, []
    for number, short in enumerate(outcomes, 1):
        height += 1 - step if short else -step
        if abs(height) >= line:
            height, reached = (line, "review") if height > 0 else (-line, "met")
            now, since = reached, number if reached != now else since
        points.append(round(height * 1000))
    return levels | {
        "line": round(line * 1000),
        "points": points,
        "short": [number for number, short in enumerate(outcomes, 1) if short],
        "now": now,
        "since": since,
    }


def falls_short(case: Case) -> bool:
    """The supervisor had to talk the trainee through it or do it, or a complication was more than mild."""
    return case.harmed or (case.rating is not None and case.rating <= TALKED_THROUGH)


def ratings(cases: Sequence[Case], newest: int = 12) -> Doc | None:
    """The trainee's own rating beside the supervisor's: {cases, higher, lower, newest: [{on, own, theirs}]}; `higher`
    counts the cases in which the trainee thought more of it. None where no case has both."""
    both = [
        (case.performed_on, case.own_rating, case.rating)
        for case in cases
        if case.rating is not None and case.own_rating is not None
    ]
    if not both:
        return None
    return {
        "cases": len(both),
        "higher": sum(own > theirs for _, own, theirs in both),
        "lower": sum(own < theirs for _, own, theirs in both),
        "newest": [{"on": on, "own": own, "theirs": theirs} for on, own, theirs in both[-newest:]],
    }


def _test(acceptable: float, unacceptable: float) -> tuple[float, float]:
    """The step of a case that was good enough, and how far from 0 both lines are."""
    up, down = log(unacceptable / acceptable), log((1 - acceptable) / (1 - unacceptable))
    return down / (up + down), log((1 - ERROR) / ERROR) / (up + down)
