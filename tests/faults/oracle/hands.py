"""What the owners of the two real browsers do at random, on the product's own pages."""

import random
import re
from typing import Any

from playwright.sync_api import Error

from tests.faults.oracle.browsers import RealPhone
from tests.support.cast.people import PASSWORD

Doc = dict[str, Any]
NEWEST = 6
EARLY = 4
# Answers that different phones change: the same few as those of the other phones' owners.
ANSWERS = ("place", "prescriber", "reflection", "scenario")
ID = "([0-9a-f-]{36})"
CASE = {
    "model.age_band": "30-39",
    "model.skin_type": "III",
    "events.any": "none",
    "assessment.consent": "1",
    "part": "supervised_direct",
    "points.0.area": "glabella",
    "points.0.side": "mid",
    "points.0.units_tenths": "4",
    "points.0.depth": "intramuscular",
    "product.code": "botox",
    "product.batch": "C4829C3",
}
PAGES = {
    "trainee": ("/entries", "/todo", "/me", "/progress"),
    "supervisor": ("/signoffs", "/trainees", "/me"),
}


def act(phone: RealPhone, chance: random.Random, signed: list[tuple[str, str]]) -> None:
    """One thing, and sometimes bad luck with it: the browser dies during or after it, or loses its worker."""
    luck = chance.random()
    phone.met["acts"] += 1
    if luck < 0.05:
        phone.stop_worker()
    dies_within = chance.uniform(0, 0.25) if luck > 0.92 else None
    (_train if phone.somebody.role == "trainee" else _supervise)(phone, chance, signed, dies_within)
    # However short the run is, each of them dies once.
    if 0.88 < luck < 0.92 or phone.met["acts"] == EARLY:
        phone.restart()


def _train(phone: RealPhone, chance: random.Random, signed: list, dies_within: float | None) -> None:
    roll = chance.random()
    id = _one_of(phone, chance, "/entries", f"^/entries/{ID}$")
    if id is None or roll < 0.2:
        _fill_and_save(phone, "/entries/new", "#entry-form", CASE, "entry", dies_within)
    elif roll < 0.3:
        _tap_a_case(phone)
    elif roll < 0.8:
        changes = {chance.choice(ANSWERS): f"{phone.name} {chance.randrange(1_000_000)}"}
        _fill_and_save(phone, f"/entries/{id}/edit", "#entry-form", changes, "entry", dies_within)
    elif roll < 0.86:
        given = {"reason": "Logged twice"}
        _fill_and_save(phone, f"/entries/{id}/withdrawal", "#withdrawal", given, "withdrawal", dies_within)
    elif roll < 0.94:
        _choose(phone, id, chance.choice(("this", "other")))
    else:
        _visit(phone, chance)


def _supervise(phone: RealPhone, chance: random.Random, signed: list, dies_within: float | None) -> None:
    roll = chance.random()
    id = _one_of(phone, chance, "/signoffs", f"^/entries/{ID}/signoff")
    if id is None or roll < 0.4:
        _visit(phone, chance)
    elif roll < 0.75:
        given = {"feedback": f"Slow down. {chance.randrange(1_000_000)}"}
        _fill_and_save(phone, f"/entries/{id}/signoff", "#sheet", given, "signoff", dies_within)
    else:
        _sign(phone, id, signed)


def _fill_and_save(
    phone: RealPhone, path: str, form: str, given: Doc, typ: str, dies_within: float | None
) -> None:
    """By the form's own address, as the page posts it; nothing where the page has no such form (any more)."""
    filled = phone.heed(phone.hand("fill", path, form, given))
    if filled["body"]:
        phone.met[typ] += phone.save(filled, typ, dies_within)


def _choose(phone: RealPhone, id: str, keep: str) -> None:
    """Between two versions, where there are two. What was saved before stays saved, whichever goes on."""
    filled = phone.heed(phone.hand("fill", f"/entries/{id}/choice", "#choice", {"keep": keep}))
    if filled["body"]:
        phone.met[f"kept {keep}"] += phone.heed(phone.hand("send", filled["path"], filled["body"]))["saved"]


def _tap_a_case(phone: RealPhone) -> None:
    """On the screen, with the page's own scripts."""
    phone.page.goto(f"{phone.site.origin}/entries/new")
    named = phone.hand("tap", CASE)
    phone.page.wait_for_url(re.compile(f"/entries/{named['id']}"))
    phone.note(named, "entry")
    phone.met["tapped"] += 1


def _sign(phone: RealPhone, id: str, signed: list[tuple[str, str]]) -> None:
    """With a password, which goes past the worker to the server, where that can be reached."""
    given = {"rating": "4", "password": PASSWORD}
    filled = phone.heed(phone.hand("fill", f"/entries/{id}/signoff", "#sheet", given))
    if not filled["body"]:
        return
    try:
        answer = phone.hand("send", f"/entries/{id}/signature", filled["body"])
    except Error:
        return
    if answer["saved"]:
        signed.append((id, filled["named"]["entry_hash"]))
        phone.met["signed"] += 1


def _visit(phone: RealPhone, chance: random.Random) -> None:
    """Look at a page."""
    answer = phone.page.goto(f"{phone.site.origin}{chance.choice(PAGES[phone.somebody.role])}")
    phone.heed({"status": answer.status})
    phone.met["visited"] += 1


def _one_of(phone: RealPhone, chance: random.Random, path: str, pattern: str) -> str | None:
    ids = phone.heed(phone.hand("list", path, pattern))["ids"][:NEWEST]
    return chance.choice(ids) if ids else None
