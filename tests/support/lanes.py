"""How much a run does, from which seed, in which order: `make check` and `make test` are short, `make soak` is long.

The same test functions serve all three. What is drawn at random comes from one seed: in `make test` the day's, so that
everybody draws alike and tomorrow others; in `make soak` a new one each time. SEED=… repeats a run.
"""

import os
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import TypeVar

import pytest

_SOAKS = "LOGBOOK_SOAKS"
# As long as so many usual tests with browsers take: what asks for a longer limit than others have.
LONG = 6
Amount = TypeVar("Amount")


def begin(config: pytest.Config) -> None:
    """Settle both before any test module is imported; processes that a run starts inherit them."""
    soak = bool(config.getoption("soak"))
    os.environ[_SOAKS] = "yes" if soak else ""
    if not os.environ.get("SEED"):
        os.environ["SEED"] = str(random.SystemRandom().randrange(1, 10**8) if soak else the_days())
    # Hypothesis draws from the same seed. In short runs that is the day's, so its memory of failures is not needed.
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = os.environ["SEED"]


def the_days() -> int:
    """20261129 on 29 November 2026, wherever the machine stands."""
    return int(f"{datetime.now(UTC):%Y%m%d}")


def soaks() -> bool:
    """Whether this run is a long one."""
    return bool(os.environ.get(_SOAKS))


def many(usual: Amount, soak: Amount) -> Amount:
    """A count, a share, a list: the first in `make check` and `make test`, the second in `make soak`."""
    return soak if soaks() else usual


def seed() -> int:
    """Where everything drawn at random begins."""
    return int(os.environ["SEED"])


def waits(item: pytest.Item) -> int:
    """How much of a worker's time a test takes, roughly: much where it asked for a longer limit than others have, some
    where it drives browsers or starts processes, and none where it only computes."""
    limit = item.get_closest_marker("timeout")
    if limit is not None and limit.args[0] > float(item.config.getini("timeout")):
        return LONG
    return int(any(item.get_closest_marker(name) for name in ("browser", "slow")))


def dealt(weights: Sequence[int], modules: Sequence[str], workers: int) -> list[int]:
    """In which order so many workers are given tests: `weights` says how long each takes, `modules` where it stands.

    xdist gives each worker as many tests, one stretch of the list, and lets who is done take from the ends of the
    others' stretches. So each stretch begins with its share of the heavy ones, and what is left at the end is short.
    The tests of a module stay together, as they share what was made for them.
    """
    stretches: list[list[int]] = [[] for _ in range(workers)]
    loads = [0] * workers
    for weight in sorted({weight for weight in weights if weight}, reverse=True):
        heavy = [place for place, found in enumerate(weights) if found == weight]
        for together in _by_size(heavy, modules):
            least = loads.index(min(loads))
            stretches[least].extend(together)
            loads[least] += weight * len(together)
    rest = iter([place for place, weight in enumerate(weights) if not weight])
    return [place for stretch in _filled(stretches, rest, len(weights)) for place in stretch]


def _by_size(places: list[int], modules: Sequence[str]) -> list[list[int]]:
    groups = [list(group) for _, group in groupby(places, key=lambda place: modules[place])]
    return sorted(groups, key=len, reverse=True)


def _filled(stretches: list[list[int]], rest: Iterator[int], count: int) -> Iterator[list[int]]:
    """Each stretch as long as xdist cuts it, where the heavy ones leave room for that."""
    for number, stretch in enumerate(stretches):
        size = count // (len(stretches) - number)
        count -= size
        yield stretch + list(islice(rest, max(size - len(stretch), 0)))
