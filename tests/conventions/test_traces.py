"""Every address that changes something says whether that is for the security log; the log's words are documented."""

import ast
import re
from pathlib import Path

import pytest

from logbook import create_app, traces
from tests.support.server.application import settings

ROOT = Path(__file__).resolve().parents[2]
LOGGED = {
    "/sign-in": "sign_in",
    "/sign-out": "sign_out",
    "/join/<token>": "role_given",
    "/recover/<token>": "password_set",
    "/me/details": "details_set",
    "/me/email": "email_set",
    "/me/licences": "licence_set",
    "/me/licences/<uuid:id>/facts": "licence_set",
    "/me/licences/<uuid:id>/status": "licence_set",
    "/me/licences/<uuid:id>/primary": "licence_set",
    "/me/licences/<uuid:id>/<uuid:act>/withdrawal": "licence_set",
    "/me/password": "password_set",
    "/me/closing": "account_locked",
    "/me/copies": "copy_brought",
    "/me/devices/<id>/ending": "sessions_ended",
    "/me/codes": "codes_made",
    "/recovery-code": "password_set",
    "/me/links/<uuid:id>/revocation": "link_revoked",
    "/people/invitations": "link_made",
    "/people/invitations/<uuid:id>/link": "link_made",
    "/people/invitations/<uuid:id>/revocation": "link_revoked",
    "/people/invitations/<uuid:id>/restoration": "link_restored",
    "/people/invited/renewal": "link_made",
    "/people/rosters/<uuid:id>/confirmation": "many_invited",
    "/people/memberships/<uuid:id>/ending": "role_ended",
    "/people/memberships/<uuid:id>/handing": "handed_over",
    "/people/memberships/<uuid:id>/cases": "handed_over",
    "/people/memberships/<uuid:id>/cases/<uuid:first>/withdrawal": "handed_over",
    "/people/memberships/<uuid:id>/confirmation": "signer_confirmed",
    "/people/<uuid:id>/recovery": "link_made",
    "/people/<uuid:id>/email": "email_set",
    "/people/<uuid:id>/sessions": "sessions_ended",
    "/people/<uuid:id>/lock": "account_locked",
    "/people/<uuid:id>/unlock": "account_opened",
    "/people/<uuid:id>/copies": "copy_brought",
    "/cohort/<uuid:programme>/<uuid:trainee>/<uuid:case>/handing": "handed_over",
    "/people/memberships/<uuid:id>/reinstatement": "role_given",
    "/people/memberships/<uuid:id>/reinstatement/withdrawal": "role_ended",
    "/cohort/<uuid:programme>/<uuid:trainee>/answers/<hash>": "answer_decided",
    "/programme": "programme_set",
    "/programme/<uuid:id>/ending": "programme_ended",
    "/programme/<uuid:id>/opening": "programme_opened",
    "/requirements/drafts/<uuid:id>/publication": "set_published",
    "/curriculum/<uuid:programme>/shipped": "module_set",
    "/curriculum/<uuid:programme>/completions/filing": "completions_filed",
    "/curriculum/<uuid:id>/accreditations": "accreditation_set",
    "/curriculum/<uuid:id>/accreditations/<uuid:which>/withdrawal": "accreditation_set",
    "/provider/<uuid:id>/accreditations": "accreditation_set",
    "/provider/<uuid:id>/accreditations/<uuid:which>/withdrawal": "accreditation_set",
    "/curriculum/<uuid:programme>/modules": "module_set",
    "/curriculum/<uuid:programme>/modules/<module>": "module_set",
    "/curriculum/<uuid:programme>/modules/<module>/<any(earlier,later,ending,opening):act>": "module_set",
    "/cohorts/new": "cohort_set",
    "/cohorts/<uuid:id>/edit": "cohort_set",
    "/cohorts/<uuid:id>/ending": "cohort_ended",
    "/cohorts/<uuid:id>/opening": "cohort_set",
    "/cohorts/<uuid:id>/trainees": "training_arranged",
    "/cohort/<uuid:programme>/<uuid:trainee>/<any(pause,extension,move):kind>": "training_arranged",
    "/cohort/<uuid:programme>/<uuid:trainee>/pauses/<uuid:act>": "training_arranged",
    "/arrangements/<uuid:act>/withdrawal": "arrangement_undone",
    "/cohort/<uuid:programme>/<uuid:trainee>/enrolment": "enrolled",
    "/cohorts/<uuid:id>/enrolment": "enrolled",
    "/programme/<uuid:id>/enrolment": "enrolled",
    "/enrolments/<uuid:act>/withdrawal": "enrolment_undone",
    "/cohort/<uuid:programme>/<uuid:trainee>/pathway/<rule>/<any(waive,number,block,count):kind>": "exception_made",
    "/exceptions/<uuid:id>/withdrawal": "exception_withdrawn",
    "/register/<uuid:id>/<any(name,check,note):kind>": "register_set",
    "/register/<uuid:id>/<uuid:act>/withdrawal": "register_set",
    "/licences/<uuid:id>/<uuid:licence>/checks": "licence_checked",
    "/licences/<uuid:id>/<uuid:licence>/checks/<uuid:act>": "licence_check_undone",
    "/licences/found/<uuid:id>/confirmation": "licence_checked",
    "/provider/<uuid:id>/facts": "provider_set",
    "/provider/<uuid:id>/logo": "provider_set",
    "/provider/<uuid:id>/logo/removal": "provider_set",
    "/provider/<uuid:id>/programmes": "programme_set",
    "/provider/<uuid:id>/invitations": "link_made",
    "/provider/invitations/<uuid:id>/link": "link_made",
    "/provider/invitations/<uuid:id>/revocation": "link_revoked",
    "/provider/coordinators/<uuid:id>/ending": "role_ended",
    "/provider/administrators/<uuid:id>/ending": "role_ended",
    "/entries/<id>/signature": "signed",
}
# Statements are their own record, kept for ever with writer and moment; the others change no right.
NOT_LOGGED = {
    "/sync",
    "/entries/new",
    "/entries/<id>/edit",
    "/entries/<id>/withdrawal",
    "/entries/<id>/choice",
    "/entries/<id>/review",
    "/entries/<id>/signoff",
    "/signoffs/<id>/withdrawal",
    "/entries/<id>/set-aside",
    "/me/links/seen",
    "/me/messages",  # what somebody wants to read concerns nobody else
    "/messages/<token>",
    "/entries/<uuid:id>/nudge",  # a row of its own says who reminded whom, and when
    "/people/supervisors/<uuid:id>/nudge",
    "/curriculum/<uuid:programme>/completions",  # rows are looked at; nothing is recorded
    "/modules/<uuid:membership>/<module>",  # statements, as cases are
    "/modules/attended",
    "/modules/<uuid:membership>/beside/<any(hours,document):what>",
    "/cohort/<uuid:programme>/<uuid:trainee>/attestations",  # a statement
    "/cohort/<uuid:programme>/<uuid:trainee>/attestations/<uuid:which>/withdrawal",
    "/modules/<uuid:id>/acceptance",
    "/modules/<uuid:id>/withdrawal",
    "/people/rosters",  # names are read and kept for their owner; nobody is invited before they are confirmed
    "/people/rosters/<uuid:id>/lines",
    "/people/rosters/<uuid:id>/ending",
    # A draft asks nothing of anybody; who changed it last stands on it.
    "/requirements/<uuid:programme>/<which>/copy",
    "/requirements/drafts/<uuid:id>",
    "/requirements/drafts/<uuid:id>/returns/<packed>",
    "/requirements/drafts/<uuid:id>/facts",
    "/requirements/drafts/<uuid:id>/rules/<rule>",
    "/requirements/drafts/<uuid:id>/rules/<rule>/limits/<int:at>",
    "/requirements/drafts/<uuid:id>/gates/<gate>",
    "/requirements/drafts/<uuid:id>/additions/<holder>",
    "/requirements/drafts/<uuid:id>/ending",
    "/requirements/drafts/<uuid:id>/opening",
    "/licences/found/<uuid:id>/dismissal",  # changes nothing of anybody, and comes back
    "/licences/found/<uuid:id>/return",
    "/trials",  # reckoned, and changes nothing
    "/export",  # a file is logged when it leaves: at each download
}


def test_every_address_that_changes_something_is_in_one_list():
    rules = create_app(settings("sqlite:////tmp/never-opened.db")).url_map.iter_rules()
    unsafe = {rule.rule for rule in rules if rule.methods - {"GET", "HEAD", "OPTIONS"}}
    assert unsafe == LOGGED.keys() | NOT_LOGGED and not LOGGED.keys() & NOT_LOGGED


@pytest.fixture(scope="module")
def written() -> set[str]:
    """The events that the source writes somewhere."""
    return {
        argument.value
        for path in (ROOT / "logbook").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("trace", "_tell", "noted", "say")
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }


@pytest.mark.parametrize("event", traces.EVENTS)
def test_every_event_is_written_somewhere_and_documented(event, written):
    assert event in written
    assert re.search(rf"^\| `{event}` \|", (ROOT / "docs/deploy.md").read_text(), re.MULTILINE)


def test_nothing_else_writes_to_the_log():
    users = [path for path in (ROOT / "logbook").rglob("*.py") if "logbook.security" in path.read_text()]
    assert [path.name for path in users] == ["traces.py"]
