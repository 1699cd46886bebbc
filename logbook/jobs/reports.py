"""Makes the reports that hold no more, of a programme or of one trainee, whose phones are then told; as a job of the
other kind together with their gates."""

from logbook import feed, instants, record, store
from logbook.feed import pathway, standings
from logbook.jobs.task import Task
from logbook.record.reports import GATES, Wish


def run(task: Task) -> None:
    """One wish. Where a case is written meanwhile the report of one trainee is made again: somebody waits for it."""
    wish = Wish(**task.payload, whole=task.mine.kind == GATES)
    while True:
        with store.reading() as connection:
            made = record.reports.renewed(connection, wish, instants.now())
        try:
            with task.finishing() as connection:
                kept = record.reports.keep(connection, made)
                if wish.trainee and len(kept) < len(made):
                    raise _Overtaken
                if not wish.whole:
                    store.want(connection, record.reports.wanted_gates(kept), instants.now())
                gates = pathway.publish_gates(connection, kept)
                feed.touch(connection, gates.gone, "deleted")
                feed.touch(connection, [*standings.publish_standings(connection, kept), *gates.pointers])
                # The head comes last, as with everybody who writes: they hold the report's row while they wait for it.
                if wish.trainee and made:
                    record.reports.keep(connection, made, feed.number(connection))
        except _Overtaken:
            continue
        return


class _Overtaken(Exception):
    """A case was written while its report was made."""
