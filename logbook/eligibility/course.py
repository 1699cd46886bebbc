"""How a logbook goes: cases a week, the pace, the range of areas and skin types, doses month by month. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from logbook.eligibility.case import Case
from logbook.shapes.loose import Doc
from logbook.vocabulary import codes

WEEKS = 12
MONTHS = 6
FAR_DAYS = 730  # a day years ahead is no forecast


def weeks(cases: Iterable[Case], today: str) -> list[Doc]:
    """The last twelve weeks, Monday first: [{from, signed, waiting}], the running one last; nothing from later ones."""
    monday = date.fromisoformat(today) - timedelta(days=date.fromisoformat(today).weekday())
    begins = [(monday - timedelta(weeks=back)).isoformat() for back in reversed(range(WEEKS))]
    counts = [[0, 0] for _ in begins]
    for (day, state), number in Counter((case.performed_on, case.state) for case in cases).items():
        if begins[0] <= day < (monday + timedelta(weeks=1)).isoformat():
            counts[bisect_right(begins, day) - 1][state != "signed"] += number
    return [
        {"from": begin, "signed": signed, "waiting": waiting}
        for begin, (signed, waiting) in zip(begins, counts, strict=True)
    ]


def ready_on(rules: Iterable[Doc], cases: Iterable[Case], today: str) -> str | None:
    """The day on which the cases asked for will be there at the pace of the last twelve weeks; None where that
    cannot be said, or where what is there only waits for signatures."""
    since = (date.fromisoformat(today) - timedelta(weeks=WEEKS)).isoformat()
    # Tomorrow may be today where the case was; what lies later is no pace.
    until = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
    recent = Counter(case.part for case in cases if since < case.performed_on <= until)
    days = 0
    for rule in rules:
        left = max(0, rule["missing"] - rule["waiting"]) if rule["kind"] == "entries" else 0
        # Of rules about areas only the part is looked at: one case can serve several areas.
        done = sum(recent[part] for part in rule["filter"]["part"] or recent)
        if left and not done:
            return None
        days = max(days, -(-left * WEEKS * 7 // done) if left else 0)
    return (date.fromisoformat(today) + timedelta(days=days)).isoformat() if 0 < days <= FAR_DAYS else None


def spread(cases: Iterable[Case]) -> list[Doc]:
    """[{area, counts: one number a skin type}] of the cases the trainee injected; only areas they treated."""
    alike = Counter((case.areas, case.skin_type) for case in cases)
    counts = Counter[tuple[str, str]]()
    for (areas, skin), number in alike.items():
        counts.update({(area, skin): number for area in areas})
    lines = [
        {"area": area, "counts": [counts[area, skin] for skin in codes("skin_types")]}
        for area in codes("areas")
    ]
    return [line for line in lines if any(line["counts"])]


def doses(cases: Sequence[Case], today: str) -> list[Doc]:
    """Doses of the last six months, product by product, because no unit of one is a unit of another.

    [{product, months: ["2026-06", …], lines: [{area, cases, medians: [tenths or null]}]}]. The median of an even
    number of cases is the lower of the two in the middle: a dose that was really given.
    """
    months = _months(today)
    alike = Counter((case.product, case.performed_on, case.doses) for case in cases)
    given: dict[str, dict[str, dict[str, list[int]]]] = {}
    for (product, day, treated), number in alike.items():
        if product and months[0] <= day[:7] <= months[-1]:
            for area, tenths in treated:
                by_month = given.setdefault(product, {}).setdefault(area, {})
                by_month.setdefault(day[:7], []).extend([tenths] * number)
    return [
        {"product": product, "months": months, "lines": _lines(given[product], months)}
        for product in codes("products")
        if product in given
    ]


def _months(today: str) -> list[str]:
    year, month = int(today[:4]), int(today[5:7])
    counted = [divmod(year * 12 + month - 1 - back, 12) for back in reversed(range(MONTHS))]
    return [f"{year:04}-{month + 1:02}" for year, month in counted]


def _lines(given: dict[str, dict[str, list[int]]], months: list[str]) -> list[Doc]:
    return [
        {
            "area": area,
            "cases": sum(len(found) for found in given[area].values()),
            "medians": [_middle(given[area].get(month, [])) for month in months],
        }
        for area in codes("areas")
        if area in given
    ]


def _middle(tenths: list[int]) -> int | None:
    return sorted(tenths)[(len(tenths) - 1) // 2] if tenths else None
