"""Which item serves which rule, where it may serve one alone: a matching by augmenting paths, never greedily. Pure.

Items that fit the same rules are alike, so the paths run between a few classes of items and a few rules, however many
items there are. A rule that was given a claim keeps as many: what is reached is the most claims in all, and of those
ways the one that gives the earlier rules most.
"""

from collections.abc import Sequence

from logbook.eligibility.bits import Bits, first

Class = tuple[int, ...]  # the rules that these items fit, by number


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
        while _total(given[rule]) < number and _augment(rule, left, given):
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


def _augment(rule: int, left: dict[Class, int], given: list[dict[Class, int]]) -> bool:
    """One more claim for a rule, moving others' claims to items that are free; False where there is no way."""
    seen = {rule}
    ways: list[tuple[int, list[tuple[int, Class]]]] = [(rule, [])]
    for at, way in ways:
        for fits in left:
            if at not in fits:
                continue
            if left[fits]:
                left[fits] -= 1
                _move([*way, (at, fits)], given)
                return True
            for holder in fits:
                if holder not in seen and given[holder][fits]:
                    seen.add(holder)
                    ways.append((holder, [*way, (at, fits)]))
    return False


def _move(way: Sequence[tuple[int, Class]], given: list[dict[Class, int]]) -> None:
    """Along a way each rule takes an item of a class, whose holder takes the next."""
    for place, (rule, fits) in enumerate(way):
        given[rule][fits] += 1
        if place + 1 < len(way):
            given[way[place + 1][0]][fits] -= 1


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
