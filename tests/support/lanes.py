"""How much a run does, and from which seed: `make check` and `make test` are short, `make soak` is long.

The same test functions serve all three. What is drawn at random comes from one seed: in `make test` the day's, so that
everybody draws alike and tomorrow others; in `make soak` a new one each time. SEED=… repeats a run.
"""

import os
import random
from datetime import UTC, datetime
from typing import TypeVar

import pytest

_SOAKS = "LOGBOOK_SOAKS"
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
