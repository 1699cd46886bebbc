"""Who judges which statement. A judge looks at the batch only, changes it, and gives the verdict."""

from collections.abc import Callable

from logbook.store.batch import Batch
from logbook.store.judge import entries, reviews, signoffs, withdrawals
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict

JUDGES: dict[str, Callable[[Batch, Heard], Verdict]] = {
    "entry": entries.judge,
    "signoff": signoffs.judge,
    "review": reviews.judge,
    "withdrawal": withdrawals.judge,
}
