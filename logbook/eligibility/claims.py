"""Which item serves which rule, where it may serve one alone: a matching by augmenting paths, never greedily. Pure.

Items that fit the same rules are alike, so the paths run between a few classes of items and a few rules, however many
items there are. A rule that was given a claim keeps as many: what is reached is the most claims in all, and of those
ways the one that gives the earlier rules most.
"""

from collections.abc import Sequence

from logbook.eligibility.bits import Bits, first

Class = tuple[int, ...]  # the rules that these items fit, by number
Step = tuple[int, Class]  # a rule, and of what it takes items


def claims(
    candidates: Sequence[Bits], asked: Sequence[int], most: Sequence[int | None]
) -> list[tuple[Bits, int]]:
    """The items each rule is given, and how many it might take in place of one that goes before it lacks any; below 0,
    how many it lacks.

    `candidates`: of each rule, in the order of the set, the items that would count; `asked`: how many it requires;
    `most`: how many it may count, None without limit.
    """
    classes = _classes(candidates)
    left = {fits: bits.bit_count() for fits, bits in classes.items()}
    given = [dict.fromkeys(classes, 0) for _ in candidates]
    for rule, number in enumerate(asked):
        while (lacks := number - _total(given[rule])) > 0 and _augment(rule, lacks, left, given):
            pass
    spare = [
        _total(given[rule]) - number or sum(free for fits, free in left.items() if rule in fits)
        for rule, number in enumerate(asked)
    ]
    for fits, number in left.items():
        _give_rest(fits, number, given, most)
    return list(zip(_items(classes, given), spare, strict=True))


def _total(row: dict[Class, int]) -> int:
    return sum(row.values())


def _classes(candidates: Sequence[Bits]) -> dict[Class, Bits]:
    """{the rules they fit: the items}, in the order of the rules."""
    classes: dict[Class, Bits] = {}
    free = 0
    for bits in candidates:
        free |= bits
    parts: list[tuple[Class, Bits]] = [((), free)]
    for rule, bits in enumerate(candidates):
        parts = [
            one
            for fits, items in parts
            for one in (((*fits, rule), items & bits), (fits, items & ~bits))
            if one[1]
        ]
    classes.update(sorted(parts))
    return classes


def _augment(rule: int, lacks: int, left: dict[Class, int], given: list[dict[Class, int]]) -> bool:
    """More claims for a rule, moving others' claims to items that are free; False where there is no way."""
    seen = {rule}
    ways: list[list[Step]] = [[(rule, ())]]
    for way in ways:
        at, _ = way[-1]
        for fits in left:
            if at not in fits:
                continue
            taken = [*way[:-1], (at, fits)]
            if left[fits]:
                _move(taken, lacks, left, given)
                return True
            for holder in fits:
                if holder not in seen and given[holder][fits]:
                    seen.add(holder)
                    ways.append([*taken, (holder, ())])
    return False


def _move(way: Sequence[Step], lacks: int, left: dict[Class, int], given: list[dict[Class, int]]) -> None:
    """Along a way each rule takes items of a class, whose holder takes of the next: as many as can be at once."""
    links = list(zip(way, way[1:], strict=False))
    number = min(lacks, left[way[-1][1]], *(given[holder][fits] for (_, fits), (holder, _) in links))
    for rule, fits in way:
        given[rule][fits] += number
    for (_, fits), (holder, _) in links:
        given[holder][fits] -= number
    left[way[-1][1]] -= number


def _give_rest(fits: Class, number: int, given: list[dict[Class, int]], most: Sequence[int | None]) -> None:
    """What serves no rule yet goes to the first that it fits and that has room."""
    for rule in fits:
        limit = most[rule]
        room = number if limit is None else max(0, limit - _total(given[rule]))
        taken = min(number, room)
        given[rule][fits] += taken
        number -= taken


def _items(classes: dict[Class, Bits], given: list[dict[Class, int]]) -> list[Bits]:
    """Of each class the earliest items go to the earliest rules."""
    found = [0] * len(given)
    for fits, bits in classes.items():
        for rule in fits:
            taken = first(bits, given[rule][fits])
            found[rule] |= taken
            bits &= ~taken
    return found
