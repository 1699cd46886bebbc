"""POST /sync: a phone's statements up, its verdicts and its feed down, in one request that may be sent again."""

import re
from collections.abc import Iterable
from dataclasses import replace

import orjson
from flask import Blueprint, Request, Response, current_app, g, request
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from logbook import auth, budgets, compression, feed, instants, observed, record, store
from logbook.auth import accounts, pace
from logbook.permissions import Person
from logbook.problems import (
    Busy,
    EpochChanged,
    HeaderMissing,
    NotJson,
    Problem,
    ProtocolTooOld,
    TooFast,
    TooLarge,
    WrongAccount,
    WrongType,
)
from logbook.schemas import envelope as envelopes
from logbook.shapes import Gone, Pulled, Wire
from logbook.shapes.conversation import Envelope, Page, PullAnswer, SyncAnswer
from logbook.store import devices
from logbook.store.yours import plainly, yours

PROTO = "1"
ASKER = "injection-logbook"
LARGE = 128 * 1024  # bytes of an answer
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
# In `Sync-Knows`: that a phone compares both digests.
COUNTS_ALL = "others"
# That it knows what to do with a part of what its account may hold.
KEEPS_A_PART = "part"

blueprint = Blueprint("sync", __name__)


@blueprint.post("/sync")
def create() -> Response:
    """Judge the mutations, then give what changed; the first half stands even where the second fails."""
    person = auth.require()
    _check_headers(request)
    envelope = _read(request)
    if envelope["account"] != person.id:
        raise WrongAccount
    epoch, now = feed.believed(envelope["epoch"], envelope["cursor"], person.id), instants.now()
    told = _told(envelope, now)
    _check_pace(person, now, pushes=bool(envelope["mutations"]))
    person = _looked(person, now)
    at = store.Circumstances(
        now,
        envelope["device"],
        f"{envelope['client_now'][:19]}Z",
        epoch=epoch,
        more=bool(envelope["pending_left"]),
    )
    results = _push(person, envelope, at, told) if envelope["mutations"] else []
    if results:
        observed.of(current_app).push(results)
    store.trace_refused(results)
    pulled = _pull(person, envelope, at, told)
    return _answer(
        {
            "request_id": envelope["request_id"],
            "account": envelope["account"],
            "server_now": now,
            "you": pulled["you"],
            "results": results,
            "epoch": pulled["epoch"],
            "pull": pulled["pull"],
            "digest": pulled["digest"],
            "others": pulled.get("others"),
        }
    )


@blueprint.after_request
def seal(response: Response) -> Response:
    """By this a phone knows that the answer is ours, not a proxy's or a cache's."""
    response.headers["Sync-Proto"] = PROTO
    response.headers["Cache-Control"] = "no-store"
    return response


def _check_headers(asked: Request) -> None:
    # No form of another site can set these, so they guard where no token can be: a phone may be days old.
    if asked.headers.get("X-Requested-With") != ASKER or "Sync-Proto" not in asked.headers:
        raise HeaderMissing
    if asked.mimetype != "application/json":
        raise WrongType
    if asked.headers["Sync-Proto"] != PROTO:
        raise ProtocolTooOld


def _read(asked: Request) -> Envelope:
    # One more than allowed: a body that does not say its length is cut at the limit without a word.
    asked.max_content_length = budgets.SYNC_BYTES + 1
    body = asked.get_data(cache=False)
    if len(body) > budgets.SYNC_BYTES:
        raise TooLarge
    encoding = asked.headers.get("Content-Encoding", "identity")
    if encoding not in ("identity", "gzip"):
        raise WrongType("Send it plain or as gzip.")
    try:
        return envelopes.read(
            compression.unpacked(body, budgets.UNPACKED_BYTES) if encoding == "gzip" else body
        )
    except compression.Overfull as error:
        raise (NotJson if error.is_broken else TooLarge) from None
    except envelopes.NotAnEnvelope as error:
        raise NotJson(str(error), fields=error.fields) from None


def _told(envelope: Envelope, now: str) -> devices.Told:
    oldest, client_now = envelope["oldest_pending"], envelope["client_now"]
    gone = devices.age(client_now, oldest).total_seconds() if oldest else 0
    return devices.Told(
        account_id=envelope["account"],
        id=envelope["device"],
        build="".join(sign for sign in envelope["build"] if sign.isprintable()),
        last_sync=now,
        pending=envelope["pending_left"],
        oldest_pending=instants.plus(now, seconds=-gone) if oldest else None,
        clock_offset_s=store.Circumstances(now, client_now=f"{client_now[:19]}Z").offset_s or 0,
        login_id=g.login,
        agent=request.user_agent.string[:200],
        begins=envelope["cursor"] is None,
    )


def _push(
    person: Person, envelope: Envelope, at: store.Circumstances, told: devices.Told
) -> list[store.Verdict]:
    mutations = [
        store.Mutation(one["id"], one["stmt"], one["n"], one["after"], one["sig"])
        for one in envelope["mutations"]
    ]
    # Read before the lock is taken: on SQLite everybody else waits for as long as it is held.
    heard = store.hear(mutations)

    def work(connection: Connection) -> list[store.Verdict]:
        # Before the statements, because the feed must be the last to be locked.
        devices.note(connection, told)
        verdicts = store.decide(connection, person, heard, at)
        if any(verdict["status"] == "retry" for verdict in verdicts):
            devices.note(connection, told, verdicts)
        return verdicts

    try:
        return store.run(work)
    except Busy as busy:
        return [store.retry(mutation.id, busy.more.get("retry_after_s", 5)) for mutation in mutations]
    except Problem:
        raise
    except Exception:
        _note(told, [store.retry(mutation.id) for mutation in mutations], failed=True)
        raise


def _note(told: devices.Told, verdicts: Iterable[store.Verdict] = (), *, failed: bool = False) -> None:
    """How the device is doing, in a transaction of its own: a sync never fails because this does."""
    try:
        with store.writing() as connection:
            devices.note(connection, told, verdicts, failed=failed)
    except (Problem, SQLAlchemyError):
        current_app.logger.warning("how device %s is doing was not noted", told.id)


def _check_pace(person: Person, now: str, *, pushes: bool) -> None:
    if not pace.is_counted(pushes=pushes):
        return
    try:
        with store.writing() as connection:
            too_fast = pace.too_fast(connection, person.id, now, pushes=pushes)
    except (Problem, SQLAlchemyError):
        too_fast = False  # A database that takes no writes still answers who only reads.
        if pushes:
            raise
    if too_fast:
        raise TooFast(retry_after_s=pace.WINDOW_S)


def _pull(person: Person, envelope: Envelope, at: store.Circumstances, told: devices.Told) -> PullAnswer:
    you = plainly(person)
    try:
        # One moment of the database for all that is read: what the account is told, its feed and the digest of that.
        with store.reading() as connection:
            if g.is_to_be_told:
                you = yours(connection, person, told.last_sync)
            reading = feed.reader(connection, person.id)
            found = reading.head.epoch
            page = feed.pull(
                connection, person.id, envelope["cursor"], reading=reading, part=KEEPS_A_PART in _known()
            )
            if at.epoch not in (None, found):
                raise EpochChanged
            digest, others = (None, None) if page["more"] else _digest(connection, reading, page["cursor"])
            reports = _reports(connection, person, envelope, page, at)
            is_news = not envelope["mutations"] and devices.is_news(connection, told)
    except Problem:
        raise
    except Exception:
        # The verdicts are committed: were they lost with this answer, the phone would only ask again.
        current_app.logger.exception("the pull of %s failed", person.id)
        _note(told, failed=True)
        nothing: Page = {"docs": [], "cursor": envelope["cursor"], "more": False, "error": "pull_failed"}
        return {"you": you, "epoch": at.epoch, "pull": nothing, "digest": None, "others": None}
    # A phone that is told how far it is asks at once for what counted and why.
    has_more = store.keep_reports(reports) or page["more"]
    _trace_again(envelope, told)
    if is_news:
        _note(told)
    docs = page["docs"] if COUNTS_ALL in _known() else _uncounted(page["docs"])
    came: Page = {"docs": docs, "cursor": page["cursor"], "more": has_more}
    if KEEPS_A_PART in _known():
        came["part"] = bool(feed.floors_of(page["cursor"], person.id))
    return {"you": you, "epoch": found, "pull": came, "digest": digest, "others": others}


def _digest(connection: Connection, reading: feed.Reader, cursor: str) -> feed.Digests:
    account = reading.person.id if reading.person else ""
    return feed.digest(connection, account, reading.person, feed.floors_of(cursor, account))


def _known() -> set[str]:
    """What this phone says it understands beyond protocol 1, in a header: a server of an earlier build does not mind
    one that it does not know, where it would refuse a new key."""
    return {word.strip() for word in request.headers.get("Sync-Knows", "").split(",")}


def _looked(person: Person, now: str) -> Person:
    """The same person, who has looked at their notices up to the instant that their phone says in a header, as a server
    of an earlier build minds none; never up to one that lies ahead."""
    said = request.headers.get("Sync-Looked", "")
    at = min(said, now)
    if not _INSTANT.fullmatch(said) or at <= person.looked_at:
        return person
    try:
        with store.writing() as connection:
            accounts.look(connection, person.id, at)
    except (Problem, SQLAlchemyError):
        # The phone keeps it, and says it again.
        return person
    return replace(person, looked_at=at)


def _uncounted(docs: list[Wire | Gone]) -> list[Wire | Gone]:
    # A phone of an earlier build counts a kind that it does not know among the first four where it came at some moment.
    return [
        doc if "gone" in doc or doc["kind"] in feed.FIRST else {**doc, "received_at": None} for doc in docs
    ]


def _trace_again(envelope: Envelope, told: devices.Told) -> None:
    """A phone that fetched everything and still counts otherwise than this server: one of the two is wrong."""
    again = request.headers.get("Sync-Again", "")
    if envelope["cursor"] is None and again.isdigit() and int(again[:4]) > 1:
        current_app.logger.warning(
            "device %s of %s fetches everything for the %d. time: it counts otherwise",
            told.id,
            told.account_id,
            int(again[:4]),
        )


def _reports(
    connection: Connection, person: Person, envelope: Envelope, page: Pulled, at: store.Circumstances
) -> record.reports.Reports:
    """Put the reports into the page where no more is on its way: they are of the whole logbook. What is to be kept."""
    if page["more"] or envelope["pending_left"]:
        return record.reports.NONE
    changed = bool(page["docs"] or envelope["mutations"])
    docs, told = feed.pulled(
        connection, person.id, envelope["cursor"], at.now, changed=changed, fresh=at.reports
    )
    page["docs"] += docs
    return told


def _answer(answer: SyncAnswer) -> Response:
    accepted = {name for name, quality in request.accept_encodings if quality > 0}
    said = orjson.dumps(answer)
    # A large one fills a phone, once: on a slow line its bytes cost more than the milliseconds here.
    quality = 2 if len(said) < LARGE else 5
    body, encoding = compression.packed(said, accepted, quality=quality)
    response = Response(body, content_type="application/json", headers={"Vary": "Accept-Encoding"})
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
