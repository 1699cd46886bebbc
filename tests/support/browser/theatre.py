"""Where the scenes are shown: the demo served by a real process, and a browser signed in as anyone of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import create_engine, insert, text

from logbook import canonical, instants
from logbook.demo import PASSWORD
from logbook.eligibility import requirements
from logbook.models import Belated, Invitation, Job, JobResult, Membership, RequirementSet, SetDraft
from logbook.record import published
from tests.support.browser.scenes import Scene
from tests.support.server.site import Application

# A browser that has not said yet whether it can have a worker: one that cannot has a note on each form.
NO_WORKER_YET = "if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => {});"


class Theatre:
    """The demo served by a real process, and a browser signed in as anyone of it; no worker, so Flask answers."""

    def __init__(self, browser: Browser, server: Application) -> None:
        self.browser, self.server = browser, server
        self.ids = ids_by_state(server.database) | files_by_state(server.database)
        self.ids["late"] = late_answer(server.database)
        self.ids |= somebody_back(server.database)
        self.ids |= drafts_written(server.database, self.ids["programme"])
        self.ids |= trials_wanted(server.database, self.ids["programme"])
        self._cookies: dict[str, list[dict[str, object]]] = {}

    @contextmanager
    def stage(self, who: str | None, **look: object) -> Iterator[BrowserContext]:
        """A fresh browser profile: `look` is Playwright's (viewport, color_scheme, …)."""
        context = self.browser.new_context(**look)  # type: ignore[arg-type]
        context.add_init_script(NO_WORKER_YET)
        if who:
            context.add_cookies(self._signed_in(who))  # type: ignore[arg-type]
        yield context
        context.close()

    def show(self, page: Page, scene: Scene) -> None:
        """Open the scene's page and bring it into its state."""
        if "#" in scene.path:
            # From another page: an address that differs behind its "#" alone would not be asked for.
            page.goto("about:blank")
        answer = page.goto(self.server.origin + scene.path.format(**self.ids))
        assert answer and answer.status == scene.status, f"{scene.name}: {answer and answer.status}"
        # The map takes the place of its rows a moment after the page is there.
        page.locator("[data-facemap] [data-open][hidden]").first.wait_for(state="detached")
        if scene.do:
            scene.do(page)
        page.evaluate("document.fonts.ready")

    def _signed_in(self, who: str) -> list[dict[str, object]]:
        if who not in self._cookies:
            context = self.browser.new_context(service_workers="block")
            page = context.new_page()
            sign_in(page, self.server.origin, who)
            self._cookies[who] = context.cookies()  # type: ignore[assignment]
            context.close()
        return self._cookies[who]


def sign_in(page: Page, origin: str, who: str) -> None:
    """Through the sign-in page, as a person does; comes back on the first page of their own."""
    page.goto(f"{origin}/sign-in")
    page.locator("input[type=email]").fill(who)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url and "/arrive" not in url)


def files_by_state(database: str) -> dict[str, str]:
    """{"file_waiting": a file of Ana's in that state, …}: nobody works here, so they stay as they are."""
    now = instants.now()
    states: dict[str, dict[str, object]] = {
        "waiting": {"wanted_at": instants.plus(now, minutes=-5)},
        "working": {"progress": 240, "total": 500},
        "done": {"ended_at": now, "size": 1_380_000},
        "failed": {"ended_at": now, "words": "Choose a shorter range of days, or take the spreadsheet."},
    }
    engine, made = create_engine(database), {}
    with engine.begin() as connection:
        ana = connection.scalar(text("SELECT id FROM person WHERE email = 'ana@example.org'"))
        where = text("SELECT programme_id FROM membership WHERE person_id = :ana")
        programme = connection.scalar(where, {"ana": ana})
        payload = {"trainee": ana, "programme": programme, "first": "2026-06-01", "last": "2026-11-30"}
        for state, more in states.items():
            made[f"file_{state}"] = id = str(uuid4())
            row = {
                "id": id,
                "kind": "export",
                "payload": json.dumps(payload | {"file": "pdf"}),
                "state": state,
            }
            row |= {"tries": 1, "due_at": now, "wanted_at": now, "wanted_by": ana, "progress": 0, "total": 0}
            connection.execute(insert(Job).values(**row | {"words": ""} | more))
    engine.dispose()
    return made


def trials_wanted(database: str, programme: str) -> dict[str, str]:
    """{"trial_working": one of Dan's that a worker is at, "trial_done": one with its lines}."""
    now, asked = instants.now(), published.shipped("uk-hee-10-10")
    engine, made = create_engine(database), dict[str, str]()
    with engine.begin() as connection:
        ids = {row.email: row.id for row in connection.execute(text("SELECT id, email FROM person"))}
        ana = ids["ana@example.org"]
        payload = {"programme": programme, "trainees": [ana], "text": asked.text}
        payload |= {"title": f"{asked.whole['title']}, version {asked.version}", "fields": {}}
        payload |= {"way_on": f"/requirements/{programme}/uk-hee-10-10/trial"}
        states = {
            "working": {"payload": payload | {"trainees": [ana] * 360}, "progress": 120, "total": 360},
            "done": {"payload": payload, "ended_at": now},
        }
        for state, more in states.items():
            made[f"trial_{state}"] = id = str(uuid4())
            row = {"id": id, "kind": "trial", "state": state, "tries": 1, "due_at": now, "wanted_at": now}
            row |= {"wanted_by": ids["dan@example.org"], "progress": 0, "total": 0, "words": ""}
            connection.execute(insert(Job).values(**row | more | {"payload": json.dumps(more["payload"])}))
        line = {"id": ana, "name": "Ana Ruiz", "homeless": 1, "under": "Starter set, version 1"}
        line |= {"both": ["Observed: 9 of 10"], "now": {"ready": True, "missing": []}}
        line |= {"then": {"ready": False, "missing": ["Different models: 8 of 10"]}}
        piece = json.dumps([line]).encode()
        connection.execute(insert(JobResult).values(job_id=made["trial_done"], number=0, piece=piece))
    engine.dispose()
    return made


def late_answer(database: str) -> str:
    """The hash of an answer kept beside Ana's oldest case that waits: it came after its supervisor had left."""
    oldest = (
        "SELECT entry.id, rev, hash FROM entry JOIN person ON person.id = trainee_id "
        "WHERE email = 'ana@example.org' AND state = 'sent' ORDER BY performed_on"
    )
    given = (
        "SELECT text FROM statement JOIN signoff ON signoff.hash = statement.hash WHERE verdict = 'returned'"
    )
    engine = create_engine(database)
    with engine.begin() as connection:
        case, doc = connection.execute(text(oldest)).first(), json.loads(connection.scalar(text(given)) or "")
        assert case
        doc |= {"id": str(uuid4()), "entry": case.id, "entry_rev": case.rev, "entry_hash": case.hash}
        said = canonical.dumps(doc)
        row = {"hash": canonical.digest(said), "entry_id": case.id, "author_id": doc["signer"]["id"]}
        connection.execute(insert(Belated).values(**row, text=said, received_at=instants.now()))
    engine.dispose()
    return str(row["hash"])


def somebody_back(database: str) -> dict[str, str]:
    """{"ended": the ended role of somebody of Dan's programme who trains at another school now, "token": of the link by
    which somebody else of that school was given theirs again}."""
    engine = create_engine(database)
    of = "SELECT id, name, email FROM person WHERE email = :email"
    runs = "SELECT programme_id FROM membership WHERE person_id = :dan AND role = 'coordinator'"
    with engine.begin() as connection:
        now = instants.now()
        cleo, femi, dan = (
            connection.execute(text(of), {"email": f"{who}@example.org"}).one()
            for who in ("cleo", "femi", "dan")
        )
        programme = connection.scalar(text(runs), {"dan": dan.id})
        row = {"id": str(uuid4()), "person_id": cleo.id, "programme_id": programme, "role": "trainee"}
        days = {"since": instants.plus(now, days=-90), "ended_at": instants.plus(now, days=-30)}
        connection.execute(insert(Membership).values(**row, **days, ended_by=dan.id))
        link = {"id": str(uuid4()), "kind": "invite", "token_hash": sha256(b"again").hexdigest()}
        link |= {"programme_id": programme, "role": "supervisor", "name": femi.name, "email": femi.email}
        link |= {"created_by": dan.id, "created_at": now, "expires_at": instants.plus(now, days=7)}
        connection.execute(insert(Invitation).values(**link))
    engine.dispose()
    return {"ended": row["id"], "token": "again"}


def drafts_written(database: str, programme: str) -> dict[str, str]:
    """{"draft": one that cannot be published yet, "next_version": one of a set that has a version}: what Dan writes."""
    now, doc = instants.now(), requirements.raw("generic-starter") | {"authority": "provider"}
    rules = doc["gates"][0]["rules"]
    first = doc | {"key": "own-scene"}
    part = {"id": "practice", "label": "Practice", "of": "cases", "min": 3}
    choice = {"id": "ways", "label": "Practice or a course", "any": [part]}
    faulty = [*rules[:3], rules[3] | {"min": 5, "max": 3}, *rules[4:], choice]
    second = [*rules[:3], rules[3] | {"min": 8}, *rules[5:]]
    texts = {
        "draft": doc | {"key": "own-faulty", "gates": [doc["gates"][0] | {"rules": faulty}]},
        "next_version": first | {"gates": [doc["gates"][0] | {"rules": second}]},
    }
    text_of_first, engine, made = published.text_of(first), create_engine(database), dict[str, str]()
    hash = canonical.digest(text_of_first)
    with engine.begin() as connection:
        dan = connection.scalar(text("SELECT id FROM person WHERE email = 'dan@example.org'"))
        row = {
            "hash": hash,
            "programme_id": programme,
            "key": "own-scene",
            "version": 1,
            "text": text_of_first,
        }
        connection.execute(insert(RequirementSet).values(**row, published_at=now, published_by=dan))
        usual = {"programme_id": programme, "edition": 1, "created_at": now, "changed_at": now, "by_id": dan}
        for name, said in texts.items():
            made[name] = str(uuid4())
            told = {"id": made[name], "key": said["key"], "of_hash": hash, "text": published.text_of(said)}
            connection.execute(insert(SetDraft).values(**usual | told))
    engine.dispose()
    return made


_WARNED = 'SELECT hash FROM statement WHERE text LIKE \'%{"code":"off_label_area:%\''


def ids_by_state(database: str) -> dict[str, str]:
    """{"sent": an entry of Ana's in that state, …, "proposed": one with a kept change, "signoff": one of Ben's}."""
    ana = "(SELECT id FROM person WHERE email = 'ana@example.org')"
    ben = "(SELECT id FROM person WHERE email = 'ben@example.org')"
    own = f"trainee_id = {ana} AND id NOT IN (SELECT entry_id FROM proposal)"
    standing = f"verdict = 'signed' AND withdrawn_at IS NULL AND signer_id = {ben}"
    queries = {
        state: f"SELECT id FROM entry WHERE state = '{state}' AND {own} ORDER BY performed_on DESC"
        for state in ("sent", "returned", "signed", "withdrawn")
    }
    injected = f"{own} AND state = 'signed' AND part LIKE 'supervised%'"
    unseen = "id NOT IN (SELECT entry_id FROM review)"
    queries["due"] = f"SELECT id FROM entry WHERE {injected} AND {unseen} ORDER BY performed_on DESC"
    queries["warned"] = f"SELECT id FROM entry WHERE {own} AND hash IN ({_WARNED}) ORDER BY performed_on DESC"
    queries["reviewed"] = "SELECT entry_id FROM review ORDER BY received_at"
    queries["proposed"] = "SELECT entry_id FROM proposal"
    queries["signoff"] = f"SELECT id FROM signoff WHERE {standing} ORDER BY signed_at DESC"
    queries["programme"] = (
        "SELECT programme_id FROM membership JOIN person ON person.id = person_id WHERE email = 'ana@example.org'"
    )
    queries["person"] = "SELECT id FROM person WHERE email = 'ana@example.org'"
    queries["exception"] = "SELECT id FROM rule_exception"
    queries["excepted"] = "SELECT person_id FROM rule_exception"
    queries["version"] = "SELECT hash FROM requirement_set"
    queries["cohort"] = "SELECT id FROM cohort ORDER BY starts_on"
    queries["supervisor"] = "SELECT id FROM person WHERE email = 'ben@example.org'"
    queries["silent"] = "SELECT account_id FROM device WHERE pending > 0"
    queries["provider"] = (
        "SELECT provider_id FROM administration JOIN person ON person.id = person_id WHERE email = 'gil@example.org'"
    )
    dan = "(SELECT id FROM person WHERE email = 'dan@example.org')"
    queries["coordinator"] = f"SELECT id FROM membership WHERE person_id = {dan} AND role = 'coordinator'"
    queries["licence"] = f"SELECT licence_id FROM licence WHERE person_id = {ben}"
    queries["membership"] = f"SELECT id FROM membership WHERE person_id = {ana}"
    queries["supervising"] = f"SELECT id FROM membership WHERE person_id = {ben}"
    engine = create_engine(database)
    with engine.connect() as connection:
        found = {name: connection.scalar(text(query)) for name, query in queries.items()}
    engine.dispose()
    missing = [name for name, id in found.items() if not id]
    assert not missing, f"the demo has no case for {missing}"
    return {name: str(id) for name, id in found.items()}
