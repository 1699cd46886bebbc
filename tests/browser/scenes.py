"""Every page in every state worth looking at: the list that the pictures, axe and the width checks all walk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import create_engine, text

from logbook.demo import PASSWORD
from tests.browser.doings import (
    Doing,
    bring_a_copy,
    choose_a_file,
    expire,
    go_on,
    know_the_model,
    name_somebody,
    open_all,
    open_map,
    submit,
    take_a_point_in_hand,
    tell_of_a_complication,
    turn_the_face,
)
from tests.browser.server import Application

ANA, BEN, CLEO, DAN = "ana@example.org", "ben@example.org", "cleo@example.org", "dan@example.org"


@dataclass(frozen=True)
class Scene:
    """One page in one state. `path` may hold {sent}, {signed}, … : the id of one of Ana's entries in that state."""

    name: str
    who: str | None
    path: str
    do: Doing | None = None
    status: int = 200


SCENES = [
    Scene("sign-in", None, "/sign-in"),
    Scene("sign-in-refused", None, "/sign-in", submit("form.card.form")),
    Scene("offline", None, "/offline"),
    Scene("reference", None, "/reference"),
    Scene("reference-open", None, "/reference", open_all),
    Scene("not-found", ANA, "/nowhere", status=404),
    Scene("join-expired", None, "/join/no-such-invitation", status=410),
    Scene("entries", ANA, "/entries"),
    Scene("entries-waiting", ANA, "/entries?show=waiting"),
    Scene("entries-signed", ANA, "/entries?show=signed"),
    Scene("entries-attention", ANA, "/entries?show=attention"),
    Scene("entries-search", ANA, "/entries?q=crow%27s+okafor"),
    Scene("entries-search-nothing", ANA, "/entries?q=zebra"),
    Scene("entries-narrowed", ANA, "/entries?area=forehead&only=review"),
    Scene("entries-nothing-on-phone", ANA, "/entries?show=phone"),
    Scene("entries-empty", CLEO, "/entries"),
    Scene("entry-new", ANA, "/entries/new"),
    Scene("entry-new-first", CLEO, "/entries/new"),
    Scene("entry-repeat", ANA, "/entries/new?from=last"),
    Scene("entry-map", ANA, "/entries/new?from=last", open_map),
    Scene("entry-map-chosen", ANA, "/entries/new?from=last", take_a_point_in_hand),
    Scene("entry-map-side", ANA, "/entries/new", turn_the_face),
    Scene("entry-new-step", CLEO, "/entries/new", go_on),
    Scene("entry-new-whole", CLEO, "/entries/new#all"),
    Scene("entry-observed", ANA, "/entries/new?from=last&part=observed"),
    Scene("entry-seen", ANA, "/entries/new?from=last", know_the_model),
    Scene("entry-problems", CLEO, "/entries/new", submit("#entry-form")),
    Scene("entry-cautions", ANA, "/entries/new?from=last", expire),
    Scene("entry-screened", ANA, "/entries/new", name_somebody),
    Scene("entry-sent", ANA, "/entries/{sent}"),
    Scene("entry-warned", ANA, "/entries/{warned}"),
    Scene("entry-returned", ANA, "/entries/{returned}"),
    Scene("entry-signed", ANA, "/entries/{signed}"),
    Scene("entry-withdrawn", ANA, "/entries/{withdrawn}"),
    Scene("entry-new-version", ANA, "/entries/{proposed}"),
    Scene("entry-edit", ANA, "/entries/{sent}/edit"),
    Scene("entry-edit-signed", ANA, "/entries/{signed}/edit"),
    Scene("entry-edit-locked", ANA, "/entries/{withdrawn}/edit"),
    Scene("entry-choice", ANA, "/entries/{proposed}/choice"),
    Scene("entry-choice-none", ANA, "/entries/{sent}/choice"),
    Scene("entry-versions", ANA, "/entries/{proposed}/versions"),
    Scene("entry-withdraw", ANA, "/entries/{sent}/withdrawal"),
    Scene("entry-review-due", ANA, "/entries/{due}"),
    Scene("entry-reviewed", ANA, "/entries/{reviewed}"),
    Scene("review", ANA, "/entries/{due}/review"),
    Scene("review-complication", ANA, "/entries/{due}/review", tell_of_a_complication),
    Scene("review-problems", ANA, "/entries/{due}/review", submit("#review")),
    Scene("review-not-asked", ANA, "/entries/{withdrawn}/review"),
    Scene("todo", ANA, "/todo"),
    Scene("todo-empty", CLEO, "/todo"),
    Scene("progress", ANA, "/progress"),
    Scene("progress-open", ANA, "/progress", open_all),
    Scene("progress-empty", CLEO, "/progress"),
    Scene("me", ANA, "/me"),
    Scene("sign-out", ANA, "/sign-out"),
    Scene("devices", ANA, "/me/devices"),
    Scene("copies", ANA, "/me/copies"),
    Scene("copies-refused", ANA, "/me/copies", choose_a_file(b"{}")),
    Scene("copy", ANA, "/me/copies", bring_a_copy),
    Scene("export", ANA, "/export"),
    Scene("signoffs", BEN, "/signoffs"),
    Scene("signoffs-signed", BEN, "/signoffs/signed"),
    Scene("sheet", BEN, "/entries/{sent}/signoff"),
    Scene("sheet-problems", BEN, "/entries/{sent}/signoff", submit("#sheet")),
    Scene("sheet-signed", BEN, "/entries/{signed}/signoff"),
    Scene("signoff-withdraw", BEN, "/signoffs/{signoff}/withdrawal"),
    Scene("entry-seen-by-supervisor", BEN, "/entries/{sent}"),
    Scene("trainees", BEN, "/trainees"),
    Scene("me-supervisor", BEN, "/me"),
    Scene("cohort", DAN, "/cohort"),
    Scene("people", DAN, "/people"),
    Scene("invite", DAN, "/people/invitations"),
    Scene("invite-problems", DAN, "/people/invitations", submit("form.card.form")),
    Scene("membership-ending", DAN, "/people/memberships/{membership}/ending"),
    Scene("devices-of-member", DAN, "/people/{silent}/devices"),
    Scene("copies-of-member", DAN, "/people/{silent}/copies"),
    Scene("recovery", DAN, "/people/{person}/recovery"),
    Scene("programme", DAN, "/programme"),
    Scene("export-coordinator", DAN, "/export"),
]


class Theatre:
    """The demo served by a real process, and a browser signed in as anyone of it; no worker, so Flask answers."""

    def __init__(self, browser: Browser, server: Application) -> None:
        self.browser, self.server = browser, server
        self.ids = ids_by_state(server.database)
        self._cookies: dict[str, list[dict[str, object]]] = {}

    @contextmanager
    def stage(self, who: str | None, **look: object) -> Iterator[BrowserContext]:
        """A fresh browser profile: `look` is Playwright's (viewport, color_scheme, …)."""
        context = self.browser.new_context(service_workers="block", **look)  # type: ignore[arg-type]
        if who:
            context.add_cookies(self._signed_in(who))  # type: ignore[arg-type]
        yield context
        context.close()

    def show(self, page: Page, scene: Scene) -> None:
        """Open the scene's page and bring it into its state."""
        # From another page: an address that differs behind its "#" alone would not be asked for.
        page.goto("about:blank")
        answer = page.goto(self.server.origin + scene.path.format(**self.ids))
        assert answer and answer.status == scene.status, f"{scene.name}: {answer and answer.status}"
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
    queries["person"] = "SELECT id FROM person WHERE email = 'ana@example.org'"
    queries["silent"] = "SELECT account_id FROM device WHERE pending > 0"
    queries["membership"] = f"SELECT id FROM membership WHERE person_id = {ana}"
    engine = create_engine(database)
    with engine.connect() as connection:
        found = {name: connection.scalar(text(query)) for name, query in queries.items()}
    engine.dispose()
    missing = [name for name, id in found.items() if not id]
    assert not missing, f"the demo has no case for {missing}"
    return {name: str(id) for name, id in found.items()}
