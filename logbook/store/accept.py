"""The one path of every statement, from the form's door and from /sync: lock, judge in memory, write in bulk."""

from collections.abc import Iterable

from sqlalchemy import Connection

from logbook.permissions import Person
from logbook.shapes.loose import Doc
from logbook.store import dates, verdicts
from logbook.store.batch import Batch, Circumstances
from logbook.store.hands import withheld
from logbook.store.judge import JUDGES
from logbook.store.load import load
from logbook.store.mutation import Heard, Mutation, hear
from logbook.store.save import save
from logbook.store.verdicts import Verdict
from logbook.traces import trace


def accept(
    connection: Connection,
    actor: Person,
    mutations: Iterable[Mutation],
    *,
    now: str,
    device: str | None = None,
    client_now: str | None = None,
) -> list[Verdict]:
    """One verdict per mutation, in their order. Must be the last thing in its transaction: it ends with the feed.

    Raises sqlalchemy.exc.IntegrityError where a copy of the request was faster; `store.run` then runs it again.
    """
    return decide(connection, actor, hear(mutations), Circumstances(now, device, client_now))


def decide(
    connection: Connection, actor: Person, heard: list[Heard[Doc]], at: Circumstances
) -> list[Verdict]:
    """The same for mutations already heard, which is better done before the lock is taken."""
    batch = load(connection, actor, at, heard)
    decided: list[tuple[str, str, Verdict]] = []
    answers = [_answer(batch, one, decided) for one in heard]
    save(batch, decided)
    # Whichever door they came through, together: whoever leaves may leave forty cases.
    for (heir, programme, reason), count in batch.handed.items():
        trace("handed_over", about=heir, programme=programme, count=count, code=reason)
    return answers


def _answer(batch: Batch, one: Heard[Doc], decided: list[tuple[str, str, Verdict]]) -> Verdict:
    if one.id in batch.results:
        return _stored(batch, one)
    if left := withheld(batch, one):
        return left
    verdict = one.refused or _blocked(batch, one) or dates.refused(batch, one)
    verdict = verdict or JUDGES[one.doc["typ"]](batch, one)
    if verdict["status"] != "retry":
        batch.results[one.id] = (one.hash, verdict)
        decided.append((one.id, one.hash, verdict))
    return verdict


def _stored(batch: Batch, one: Heard[Doc]) -> Verdict:
    hash, verdict = batch.results[one.id]
    if hash != one.hash:
        return verdicts.id_reused(one.id)
    if "head" in verdict:
        head = batch.revision(verdict["head"]["hash"])
        verdict["head"]["stmt"] = head["text"] if head else ""
    return verdict


def _blocked(batch: Batch, one: Heard[Doc]) -> Verdict | None:
    after = one.mutation.after
    if after is None:
        return None
    if after not in batch.results:
        # It may be under way in another request, or in this one's next part.
        return verdicts.retry(one.id)
    done = batch.results[after][1]["status"] in verdicts.DONE
    return None if done else verdicts.blocked(one.id, after)
