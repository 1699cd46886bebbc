"""Every route × everybody: what each of the cast gets. A new route fails here until it has a row."""

import json
import re

import pytest

from logbook import create_app
from tests.support.cast.roles import (
    ADMINISTRATOR,
    ANYBODY,
    CAST,
    COORDINATOR,
    HERS,
    HIS,
    KEEPERS,
    LOGBOOKS,
    SIGNED_IN,
    TRAINEES,
    TUTORS,
    TUTORS_OF_ANA,
    Row,
    sent,
)
from tests.support.cast.things import address, told
from tests.support.server.application import seeded, settings, sign_in

DRAFT = "/requirements/drafts/<uuid:id>"
OF_TRAINEE = "/cohort/<uuid:programme>/<uuid:trainee>"
# Forms are posted empty but for their token, so 422 means: may do it, and must fill it in.
MATRIX: dict[str, Row] = {
    "GET /": sent(SIGNED_IN, 303),
    "GET /sign-in": Row(200, 303, 303, 303, 303, 303),
    "POST /sign-in": sent(ANYBODY, 422),
    "GET /sign-out": SIGNED_IN,
    "POST /sign-out": sent(ANYBODY, 303),
    "GET /arrive": ANYBODY,
    "GET /join/<token>": ANYBODY,
    "GET /join/<token>/logo.png": ANYBODY,
    "POST /join/<token>": Row(422, 409, 409, 409, 409, 409),  # the link is another person's
    "GET /recover/<token>": ANYBODY,
    "POST /recover/<token>": sent(ANYBODY, 422),
    "GET /me": SIGNED_IN,
    "GET /me/deadline": SIGNED_IN,
    "GET /me/devices": SIGNED_IN,
    "POST /me/devices/<id>/ending": sent(SIGNED_IN, 404),  # nobody's session has this id
    "GET /me/details": SIGNED_IN,
    "POST /me/details": sent(SIGNED_IN, 422),
    "GET /me/licences": SIGNED_IN,
    "POST /me/licences": sent(SIGNED_IN, 422),
    "GET /me/licences/<uuid:id>": HERS,
    "POST /me/licences/<uuid:id>/facts": sent(HERS, 422),
    "POST /me/licences/<uuid:id>/status": sent(HERS, 422),
    "POST /me/licences/<uuid:id>/primary": sent(HERS, 303),
    "POST /me/licences/<uuid:id>/<uuid:act>/withdrawal": sent(HERS, 303),
    "GET /me/messages": SIGNED_IN,
    "POST /me/messages": sent(SIGNED_IN, 303),
    # Whoever has the link: it is in an e-mail, and ends one kind of them.
    "GET /messages/<token>": ANYBODY,
    "POST /messages/<token>": ANYBODY,
    "GET /me/email": SIGNED_IN,
    "POST /me/email": sent(SIGNED_IN, 422),
    "GET /registers/remark": ANYBODY,
    "GET /licences/found": COORDINATOR,
    "POST /licences/found/<uuid:id>/confirmation": sent(COORDINATOR, 404),  # nothing waits
    "POST /licences/found/<uuid:id>/dismissal": sent(COORDINATOR, 404),
    "POST /licences/found/<uuid:id>/return": sent(COORDINATOR, 404),
    "GET /regions": SIGNED_IN,
    "GET /regions/<code>": SIGNED_IN,
    "GET /recovery-code": ANYBODY,
    "POST /recovery-code": sent(ANYBODY, 422),
    "GET /me/codes": SIGNED_IN,
    "POST /me/codes": sent(SIGNED_IN, 422),
    "GET /me/password": SIGNED_IN,
    "POST /me/password": sent(SIGNED_IN, 422),
    "GET /me/links": SIGNED_IN,
    "POST /me/links/seen": sent(SIGNED_IN, 303),
    "POST /me/links/<uuid:id>/revocation": sent(HERS, 303),
    "GET /me/closing": SIGNED_IN,
    "POST /me/closing": sent(SIGNED_IN, 422),
    "GET /me/copies": SIGNED_IN,
    "POST /me/copies": sent(SIGNED_IN, 422),
    "GET /copies/<uuid:id>": sent(SIGNED_IN, 404),  # nobody brought one back
    "GET /entries": SIGNED_IN,
    "GET /entries/new": TRAINEES,
    "POST /entries/new": sent(TRAINEES, 422),
    "GET /entries/<id>": Row(401, 200, 200, 404, 404, 404),
    "GET /entries/<id>/edit": HERS,
    "POST /entries/<id>/edit": sent(HERS, 422),
    "GET /entries/<id>/withdrawal": HERS,
    "POST /entries/<id>/withdrawal": sent(HERS, 422),
    "GET /entries/<id>/versions": Row(401, 200, 200, 404, 404, 404),
    "GET /entries/<id>/choice": HERS,
    "POST /entries/<id>/choice": sent(HERS, 303),  # nothing is left to choose
    "GET /entries/<id>/review": HERS,
    "POST /entries/<id>/review": sent(HERS, 422),
    "GET /entries/<id>/signoff": HIS,
    "POST /entries/<id>/signoff": sent(HIS, 422),
    "GET /entries/<id>/signature": sent(SIGNED_IN, 303),  # to the sheet, which knows whose it is
    "POST /entries/<id>/signature": sent(HIS, 422),
    "GET /entries/<id>/set-aside": HIS,
    "POST /entries/<id>/set-aside": sent(HIS, 422),
    "GET /signoffs": SIGNED_IN,
    "GET /signoffs/signed": SIGNED_IN,
    "GET /signoffs/<id>/withdrawal": HIS,
    "POST /signoffs/<id>/withdrawal": sent(HIS, 422),
    "GET /progress": SIGNED_IN,
    "GET /pathway": SIGNED_IN,
    "GET /pathway/<rule>": TRAINEES,
    "GET /pathway/what-if": TRAINEES,
    "GET /todo": SIGNED_IN,
    "GET /notices": SIGNED_IN,
    "GET /trainees": SIGNED_IN,
    "POST /sync": sent(SIGNED_IN, 403),  # its own headers are missing
    "GET /entries/<uuid:id>/nudge": HERS,
    "POST /entries/<uuid:id>/nudge": sent(HERS, 409),  # it came just now
    "GET /people": COORDINATOR,
    "GET /people/invitations": COORDINATOR,
    "POST /people/invitations": sent(COORDINATOR, 422),
    "GET /people/invitations/<uuid:id>": COORDINATOR,
    "POST /people/invitations/<uuid:id>/link": sent(COORDINATOR, 303),
    "GET /people/invitations/<uuid:id>/revocation": COORDINATOR,
    "POST /people/invitations/<uuid:id>/revocation": sent(COORDINATOR, 303),
    "POST /people/invitations/<uuid:id>/restoration": sent(COORDINATOR, 303),
    "GET /people/supervisors/<uuid:id>": COORDINATOR,
    "POST /people/supervisors/<uuid:id>/nudge": sent(COORDINATOR, 303),
    "GET /people/invited": COORDINATOR,
    "GET /people/invited/slips": COORDINATOR,
    "GET /people/invited/links.csv": COORDINATOR,
    "GET /people/invited/links.xlsx": COORDINATOR,
    "POST /people/invited/renewal": sent(COORDINATOR, 303),
    # Of Ana: her coordinator's alone. Who administers the school finds no trainee.
    "GET /register/<uuid:id>": KEEPERS,
    "POST /register/<uuid:id>/<any(name,check,note):kind>": sent(KEEPERS, 422),
    "POST /register/<uuid:id>/<uuid:act>/withdrawal": sent(KEEPERS, 303),
    "GET /licences": COORDINATOR,
    "GET /licences/<uuid:id>/<uuid:licence>": COORDINATOR,
    "POST /licences/<uuid:id>/<uuid:licence>/checks": sent(COORDINATOR, 422),
    "POST /licences/<uuid:id>/<uuid:licence>/checks/<uuid:act>": sent(COORDINATOR, 303),
    "GET /people/rosters": COORDINATOR,
    "POST /people/rosters": sent(COORDINATOR, 422),
    "GET /people/rosters/<uuid:id>": COORDINATOR,  # his own; nobody else's, whatever they run
    "POST /people/rosters/<uuid:id>/lines": sent(COORDINATOR, 303),
    "POST /people/rosters/<uuid:id>/confirmation": sent(COORDINATOR, 303),
    "POST /people/rosters/<uuid:id>/ending": sent(COORDINATOR, 303),
    "GET /people/memberships/<uuid:id>/ending": COORDINATOR,
    "POST /people/memberships/<uuid:id>/ending": sent(COORDINATOR, 303),
    "GET /people/memberships/<uuid:id>/handing": sent(COORDINATOR, 404),  # she has not left
    "POST /people/memberships/<uuid:id>/handing": sent(COORDINATOR, 404),
    "GET /people/memberships/<uuid:id>/cases": sent(COORDINATOR, 404),  # she supervises nobody
    "POST /people/memberships/<uuid:id>/cases": sent(COORDINATOR, 404),
    "POST /people/memberships/<uuid:id>/cases/<uuid:first>/withdrawal": sent(COORDINATOR, 404),
    "GET /people/memberships/<uuid:id>/confirmation": sent(COORDINATOR, 404),  # Ana signs nothing
    "POST /people/memberships/<uuid:id>/confirmation": sent(COORDINATOR, 404),
    "GET /people/<uuid:id>/recovery": COORDINATOR,
    "POST /people/<uuid:id>/recovery": sent(COORDINATOR, 303),
    "GET /people/<uuid:id>/account": COORDINATOR,
    "POST /people/<uuid:id>/email": sent(COORDINATOR, 422),
    "POST /people/<uuid:id>/sessions": sent(COORDINATOR, 303),
    "POST /people/<uuid:id>/lock": sent(COORDINATOR, 303),
    "POST /people/<uuid:id>/unlock": sent(COORDINATOR, 303),
    "GET /people/<uuid:id>/devices": COORDINATOR,
    "GET /people/<uuid:id>/copies": COORDINATOR,
    "POST /people/<uuid:id>/copies": sent(COORDINATOR, 422),
    "GET /people/memberships/<uuid:id>/reinstatement": sent(COORDINATOR, 404),  # it has not ended
    "POST /people/memberships/<uuid:id>/reinstatement": sent(COORDINATOR, 404),
    "POST /people/memberships/<uuid:id>/reinstatement/withdrawal": sent(
        COORDINATOR, 404
    ),  # nor was it given again
    "GET /programme": COORDINATOR,
    "POST /programme": sent(COORDINATOR, 422),
    "GET /curriculum": COORDINATOR,
    "GET /curriculum/<uuid:programme>/completions": COORDINATOR,
    "POST /curriculum/<uuid:programme>/completions": sent(COORDINATOR, 422),
    "POST /curriculum/<uuid:programme>/completions/filing": sent(COORDINATOR, 422),
    "GET /curriculum/<uuid:programme>/completions/<uuid:id>": sent(COORDINATOR, 404),  # no such file
    "GET /curriculum/<uuid:id>/accreditations": COORDINATOR,
    "POST /curriculum/<uuid:id>/accreditations": sent(COORDINATOR, 422),
    "POST /curriculum/<uuid:id>/accreditations/<uuid:which>/withdrawal": sent(COORDINATOR, 303),
    "GET /provider/<uuid:id>/accreditations": ADMINISTRATOR,
    "POST /provider/<uuid:id>/accreditations": sent(ADMINISTRATOR, 422),
    "POST /provider/<uuid:id>/accreditations/<uuid:which>/withdrawal": sent(
        ADMINISTRATOR, 404
    ),  # not the school's
    f"GET {OF_TRAINEE}/attestations": COORDINATOR,
    f"POST {OF_TRAINEE}/attestations": sent(COORDINATOR, 422),
    f"POST {OF_TRAINEE}/attestations/<uuid:which>/withdrawal": sent(COORDINATOR, 303),
    "GET /modules": SIGNED_IN,
    "GET /modules/<uuid:membership>/beside/<any(hours,document):what>": HERS,
    "POST /modules/<uuid:membership>/beside/<any(hours,document):what>": sent(HERS, 422),
    "GET /modules/<uuid:membership>/<module>": HERS,
    "POST /modules/<uuid:membership>/<module>": sent(HERS, 422),
    "GET /modules/attended": TUTORS,
    "POST /modules/attended": sent(TUTORS, 422),
    "POST /modules/<uuid:id>/acceptance": sent(TUTORS_OF_ANA, 303),
    "POST /modules/<uuid:id>/withdrawal": sent(HERS, 303),
    "POST /curriculum/<uuid:programme>/shipped": sent(COORDINATOR, 303),
    "GET /curriculum/<uuid:programme>/modules": COORDINATOR,
    "POST /curriculum/<uuid:programme>/modules": sent(COORDINATOR, 422),
    "GET /curriculum/<uuid:programme>/modules/<module>": COORDINATOR,
    "POST /curriculum/<uuid:programme>/modules/<module>": sent(COORDINATOR, 422),
    "POST /curriculum/<uuid:programme>/modules/<module>/<any(earlier,later,ending,opening):act>": sent(
        COORDINATOR, 303
    ),
    "GET /requirements": COORDINATOR,
    "GET /requirements/<uuid:programme>/<which>": COORDINATOR,
    "POST /requirements/<uuid:programme>/<which>/copy": sent(COORDINATOR, 303),
    "GET /requirements/<uuid:programme>/<which>/beside": sent(COORDINATOR, 303),  # beside which other one?
    "GET /requirements/<uuid:programme>/<which>/trial": COORDINATOR,
    f"GET {DRAFT}": COORDINATOR,
    f"POST {DRAFT}": sent(COORDINATOR, 422),
    f"POST {DRAFT}/returns/<packed>": sent(COORDINATOR, 409),  # nobody took this out
    f"GET {DRAFT}/facts": COORDINATOR,
    f"POST {DRAFT}/facts": sent(COORDINATOR, 422),
    f"GET {DRAFT}/rules/<rule>": COORDINATOR,
    f"POST {DRAFT}/rules/<rule>": sent(COORDINATOR, 422),
    f"GET {DRAFT}/rules/<rule>/limits/<int:at>": COORDINATOR,
    f"POST {DRAFT}/rules/<rule>/limits/<int:at>": sent(COORDINATOR, 422),
    f"GET {DRAFT}/gates/<gate>": COORDINATOR,
    f"POST {DRAFT}/gates/<gate>": sent(COORDINATOR, 422),
    f"GET {DRAFT}/additions/<holder>": COORDINATOR,
    f"POST {DRAFT}/additions/<holder>": sent(COORDINATOR, 422),
    f"GET {DRAFT}/beside": COORDINATOR,
    f"GET {DRAFT}/trial": COORDINATOR,
    f"GET {DRAFT}/publication": COORDINATOR,
    f"POST {DRAFT}/publication": sent(COORDINATOR, 409),  # which edition of it?
    f"POST {DRAFT}/ending": sent(COORDINATOR, 303),
    f"POST {DRAFT}/opening": sent(COORDINATOR, 404),  # it was not thrown away
    "GET /office": COORDINATOR,
    "GET /office/audit": COORDINATOR,
    "GET /programme/<uuid:id>/ending": COORDINATOR,
    "POST /programme/<uuid:id>/ending": sent(COORDINATOR, 303),
    "POST /programme/<uuid:id>/opening": sent(COORDINATOR, 303),
    "GET /provider": ADMINISTRATOR,
    "GET /provider/<uuid:id>/facts": ADMINISTRATOR,
    "POST /provider/<uuid:id>/facts": sent(ADMINISTRATOR, 422),
    "GET /provider/<uuid:id>/logo": ADMINISTRATOR,
    "POST /provider/<uuid:id>/logo": sent(ADMINISTRATOR, 422),
    "POST /provider/<uuid:id>/logo/removal": sent(ADMINISTRATOR, 303),
    "GET /provider/<uuid:id>/logo/<hash>.png": Row(401, 200, 200, 404, 404, 200, 200),
    "GET /provider/<uuid:id>/programmes": ADMINISTRATOR,
    "POST /provider/<uuid:id>/programmes": sent(ADMINISTRATOR, 422),
    "GET /provider/<uuid:id>/invitations": ADMINISTRATOR,
    "POST /provider/<uuid:id>/invitations": sent(ADMINISTRATOR, 422),
    "GET /provider/invitations/<uuid:id>": ADMINISTRATOR,
    "POST /provider/invitations/<uuid:id>/link": sent(ADMINISTRATOR, 303),
    "GET /provider/invitations/<uuid:id>/revocation": ADMINISTRATOR,
    "POST /provider/invitations/<uuid:id>/revocation": sent(ADMINISTRATOR, 303),
    "GET /provider/coordinators/<uuid:id>/ending": ADMINISTRATOR,
    "POST /provider/coordinators/<uuid:id>/ending": sent(ADMINISTRATOR, 303),
    "GET /provider/administrators/<uuid:id>/ending": ADMINISTRATOR,
    "POST /provider/administrators/<uuid:id>/ending": sent(ADMINISTRATOR, 303),
    "GET /cohort": COORDINATOR,
    "GET /cohort/trainees.csv": COORDINATOR,
    "GET /cohort/trainees.xlsx": COORDINATOR,
    "GET /cohort/<uuid:programme>/<uuid:trainee>": COORDINATOR,
    "GET /cohort/<uuid:programme>/<uuid:trainee>/<uuid:case>/handing": COORDINATOR,
    "POST /cohort/<uuid:programme>/<uuid:trainee>/<uuid:case>/handing": sent(COORDINATOR, 422),
    f"GET {OF_TRAINEE}/<any(pause,extension,move):kind>": COORDINATOR,
    f"POST {OF_TRAINEE}/<any(pause,extension,move):kind>": sent(COORDINATOR, 422),
    f"GET {OF_TRAINEE}/pauses/<uuid:act>": COORDINATOR,
    f"POST {OF_TRAINEE}/pauses/<uuid:act>": sent(COORDINATOR, 422),
    "POST /arrangements/<uuid:act>/withdrawal": sent(COORDINATOR, 303),
    f"GET {OF_TRAINEE}/enrolment": COORDINATOR,
    f"POST {OF_TRAINEE}/enrolment": sent(COORDINATOR, 422),
    "POST /enrolments/<uuid:act>/withdrawal": sent(COORDINATOR, 303),
    f"GET {OF_TRAINEE}/pathway": COORDINATOR,
    f"GET {OF_TRAINEE}/pathway/<rule>": COORDINATOR,
    f"GET {OF_TRAINEE}/pathway/<rule>/<any(waive,number,block,count):kind>": COORDINATOR,
    f"POST {OF_TRAINEE}/pathway/<rule>/<any(waive,number,block,count):kind>": sent(COORDINATOR, 422),
    "GET /exceptions/<uuid:id>/withdrawal": COORDINATOR,
    "POST /exceptions/<uuid:id>/withdrawal": sent(COORDINATOR, 422),
    "GET /cohorts/<uuid:id>/enrolment": COORDINATOR,
    "POST /cohorts/<uuid:id>/enrolment": sent(COORDINATOR, 422),
    "GET /programme/<uuid:id>/enrolment": COORDINATOR,
    "POST /programme/<uuid:id>/enrolment": sent(COORDINATOR, 422),
    "GET /cohorts": COORDINATOR,
    "GET /cohorts/new": COORDINATOR,
    "POST /cohorts/new": sent(COORDINATOR, 422),
    "GET /cohorts/<uuid:id>": COORDINATOR,
    "GET /cohorts/<uuid:id>/trainees.csv": COORDINATOR,
    "GET /cohorts/<uuid:id>/trainees.xlsx": COORDINATOR,
    "GET /cohorts/<uuid:id>/edit": COORDINATOR,
    "POST /cohorts/<uuid:id>/edit": sent(COORDINATOR, 422),
    "GET /cohorts/<uuid:id>/ending": COORDINATOR,
    "POST /cohorts/<uuid:id>/ending": sent(COORDINATOR, 303),
    "POST /cohorts/<uuid:id>/opening": sent(COORDINATOR, 303),
    "GET /cohorts/<uuid:id>/trainees": COORDINATOR,
    "POST /cohorts/<uuid:id>/trainees": sent(COORDINATOR, 422),
    "GET /cohort/<uuid:programme>/<uuid:trainee>/answers/<hash>": COORDINATOR,
    "POST /cohort/<uuid:programme>/<uuid:trainee>/answers/<hash>": sent(COORDINATOR, 303),
    "GET /healthz": ANYBODY,
    "GET /metrics": Row(404, 404, 404, 404, 404, 404),  # nobody's without a monitor's token
    "GET /offline": ANYBODY,
    "GET /reference": ANYBODY,
    "GET /help": ANYBODY,
    "GET /sw.js": ANYBODY,
    "GET /manifest.webmanifest": ANYBODY,
    "GET /shell/<build>.json": ANYBODY,
    "GET /static/<build>/<path:path>": ANYBODY,
    "POST /trials": sent(COORDINATOR, 404),  # of which programme?
    "GET /trials/<uuid:id>": sent(COORDINATOR, 404),  # nobody wanted this one
    "GET /export": LOGBOOKS,
    "POST /export": sent(LOGBOOKS, 400),  # no button has an empty name
    "GET /export/<uuid:id>": sent(SIGNED_IN, 404),  # nobody wanted this one
    "GET /export/<uuid:id>/file": sent(SIGNED_IN, 404),
    "GET /export/logbook.pdf": sent(LOGBOOKS, 303),  # to the form
    "GET /export/logbook.csv": sent(LOGBOOKS, 303),
    "GET /export/logbook.xlsx": sent(LOGBOOKS, 303),
    "GET /export/logbook.json": sent(LOGBOOKS, 303),
}


@pytest.fixture(scope="module")
def sqlite_seed(sqlite_seed, tmp_path_factory):
    """The database that each test gets a copy of holds one thing of each kind; their addresses lie beside it."""
    folder = tmp_path_factory.mktemp("things")
    keep = (folder / "logbook.json").write_text
    return seeded(sqlite_seed, folder, lambda app: keep(json.dumps(told(app))))


@pytest.fixture
def things(app, database, sqlite_seed):
    """What stands for the parts in angle brackets."""
    return json.loads(sqlite_seed.with_suffix(".json").read_text()) if database == "sqlite" else told(app)


def routes():
    found = create_app(settings("sqlite:////tmp/never-opened.db")).url_map.iter_rules()
    return sorted(f"{method} {rule}" for rule in found for method in rule.methods - {"HEAD", "OPTIONS"})


def test_every_route_has_a_row():
    assert routes() == sorted(MATRIX)


@pytest.mark.parametrize("who", ["out", *CAST])
@pytest.mark.parametrize("route", sorted(MATRIX))
def test_what_they_get(app, things, route, who):
    client = app.test_client()
    if who != "out":
        sign_in(client, CAST[who])
    method, rule = route.split(" ")
    fields = {"csrf_token": token(client)} if method == "POST" else None
    answer = client.open(address(rule, things), method=method, data=fields)
    led_to_sign_in = answer.headers.get("Location", "").startswith("/sign-in")
    assert (401 if led_to_sign_in else answer.status_code) == MATRIX[route].of(who)


def token(client):
    """A form's token, from a page this browser may see."""
    page = client.get("/me/devices")
    page = page if page.status_code == 200 else client.get("/sign-in")
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
