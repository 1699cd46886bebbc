"""Exclusive claims for the slow judge: every assignment is followed.

As many claims as possible up to what each rule requires, earlier rules first; then what is left goes to the first rule
that it fits and that has room. Where several assignments are best, all are kept: which one a judge takes is its own.
"""

from dataclasses import replace

from tests.eligibility.slow_days import Doc
from tests.eligibility.slow_measures import Look

# How many are claimed by each rule, and how many more have gone to each; who has which item.
Held = tuple[tuple[int, ...], tuple[int, ...]]
Given = dict[int, int]


class Claims:
    def __init__(self, looks: dict[str, tuple[Look, int | None]]):
        self.names = list(looks)
        self.looks = [look for look, _ in looks.values()]
        self.most = [most for _, most in looks.values()]
        self.inside = [{id(item) for item in look.inside} for look in self.looks]
        found = {id(item): item for look in self.looks for item in look.inside}
        self.items = sorted(found.values(), key=lambda item: (item["on"], item["id"], item["state"]))
        self.ways = self._ways()

    def _required(self, place: int) -> int:
        most, asked = self.most[place], self.looks[place].required
        return asked if most is None else min(most, asked)

    def _ways(self) -> list[tuple[tuple[int, ...], Given]]:
        """(numbers, who has which) of every best assignment."""
        none = (0,) * len(self.names)
        claimed: set[tuple[int, ...]] = {none}
        for item in self.items:
            claimed |= {
                _more(held, place)
                for held in claimed
                for place in self._fitting(item)
                if held[place] < self._required(place)
            }
        # The largest in the order of the set has as many claims as any: giving an item to an earlier rule costs a
        # later one at most that item.
        best = max(claimed)
        assert sum(best) == max(map(sum, claimed))
        states: dict[Held, Given] = {(none, none): {}}
        for item in self.items:
            states = self._next(states, item, best)
        return [
            (tuple(a + b for a, b in zip(first, more, strict=True)), given)
            for (first, more), given in states.items()
            if first == best
        ]

    def _next(self, states: dict[Held, Given], item: Doc, best: tuple[int, ...]) -> dict[Held, Given]:
        """Each state with the item claimed by any rule that it fits, or left and given to the first that has room."""
        after: dict[Held, Given] = {}
        for (first, more), given in states.items():
            for place in self._fitting(item):
                if first[place] < best[place]:
                    after.setdefault((_more(first, place), more), given | {id(item): place})
            room = [
                place
                for place in self._fitting(item)
                if self.most[place] is None or best[place] + more[place] < self.most[place]
            ]
            if room:
                after.setdefault((first, _more(more, room[0])), given | {id(item): room[0]})
            else:
                after.setdefault((first, more), given)
        return after

    def _fitting(self, item: Doc) -> list[int]:
        return [place for place, inside in enumerate(self.inside) if id(item) in inside]

    def look(self, name: str) -> Look:
        place = self.names.index(name)
        numbers, given = max(self.ways, key=lambda way: way[0])
        look, number = self.looks[place], numbers[place]
        counted = [item for item in look.inside if given.get(id(item)) == place]
        before = [found for found in look.left if found[0] != "over_maximum"]
        rest = [item for item in look.inside if given.get(id(item)) != place]
        left = [("claimed_elsewhere" if id(item) in given else "over_maximum", item) for item in rest]
        return replace(
            look,
            counted=counted,
            left=before + left,
            number=number,
            enough=number >= look.required and not look.too_much,
            missing=max(0, look.required - number),
        )

    def told(self) -> Doc:
        """What any right judge may say: the numbers of each rule together, and which items fit which rule."""
        return {
            "rules": self.names,
            "totals": sorted({numbers for numbers, _ in self.ways}),
            "fits": {
                name: [item["id"] for item in look.inside]
                for name, look in zip(self.names, self.looks, strict=True)
            },
        }


def _more(held: tuple[int, ...], place: int) -> tuple[int, ...]:
    return (*held[:place], held[place] + 1, *held[place + 1 :])
