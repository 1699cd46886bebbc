"""Who judges which statement. A judge looks at the batch only, changes it, and gives the verdict.

The judge of a kind is `judge` in the module of this package that is named as many of them are: signoffs, reviews.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from logbook.kinds import KINDS
from logbook.store.batch import Batch
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict

JUDGES: dict[str, Callable[[Batch, Heard[Any]], Verdict]] = {
    name: import_module(f"{__name__}.{kind.plural}").judge for name, kind in KINDS.items()
}
