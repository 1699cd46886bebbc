"""What a phone shows while something waits on it: one small page for each state, kept in golden/ and read by eye.

Made again after a change that is meant: `python -m tests.contract.golden`; look at the difference before keeping it.
"""

import re
from pathlib import Path
from typing import Any

from logbook import shell
from tests.contract import twins
from tests.contract.phones import AT, entry, fixed, id_, of_phone, phone, row
from tests.contract.twins import asked
from tests.support.cast import people
from tests.support.documents.statements import a_point, a_review, a_signoff, a_withdrawal, hash_of, revised

Doc = dict[str, Any]
FOLDER = Path(__file__).parent / "golden"
# page function, snapshot, request
State = tuple[str, Doc, Doc]
ONE, TWO = (f"70000000-0000-4000-8000-00000000000{place}" for place in (1, 2))
SHOW = asked(f"/entries/{ONE}", ONE)
_PAIR = {"seen": "Brow moved", "correction": "Hold the skin", "repeat": False}
_DROOP = {
    "kind": "eyelid_ptosis",
    "severity": "mild",
    "onset_day": 5,
    "action": "advice",
    "resolved_on": None,
}
_DROOP |= {"reported_to": "yellow_card", "supervisor_told": True}


def states() -> dict[str, State]:
    """Every state by name; every id and every instant in them is fixed."""
    return _of_the_trainee() | _of_refusals() | _of_the_supervisor() | _of_a_signer()


def _of_the_trainee() -> dict[str, State]:
    sent, mine, draft = entry(ONE), phone(people.ANA, [entry(ONE)]), _draft()
    waits = mine | {"outbox": [row(_fresh())]}
    gone = mine | {"outbox": [row(a_withdrawal(sent, id=id_(7)))]}
    changed = mine | {"outbox": [row(_edited(sent))]}
    again = waits | {"phone": of_phone() | {"auth_needed": True}}
    new = asked("/entries/new", query={"draft": TWO})
    return {
        "case_on_this_phone": ("entries_index", waits, asked("/entries")),
        "case_on_this_phone_shown": ("entry_show", changed, SHOW),
        "changes_counted": ("progress", waits, asked("/progress")),
        "draft_listed": ("entries_index", mine | {"drafts": [draft]}, asked("/entries")),
        "draft_opened": ("entry_form", mine | {"drafts": [draft]}, new),
        "withdrawal_waits": ("entry_show", gone, SHOW),
        **_of_reviews(),
        **_of_the_unnamed(),
        **_of_a_leaver(),
        "sign_in_again": ("entries_index", again, asked("/entries", query={"show": "phone"})),
    }


def _of_the_unnamed() -> dict[str, State]:
    """A case sent without a supervisor, where there is somebody to name by now; a new one where there is nobody."""
    mine = phone(people.ANA, [entry(ONE, supervisor="")])
    held = mine["records"]["membership"]
    alone = phone(people.ANA, [entry(ONE, supervisor="")])
    alone["records"]["membership"] = [record for record in held if record["doc"]["role"] == "trainee"]
    return {
        "unnamed_shown": ("entry_show", mine, SHOW),
        "unnamed_to_do": ("todo", mine, asked("/todo")),
        "unnamed_alone_to_do": ("todo", alone, asked("/todo")),
        "unnamed_alone_form": ("entry_form", alone, asked("/entries/new")),
    }


def _of_a_leaver() -> dict[str, State]:
    """Ana's role ended; a form of hers was open."""
    mine = phone(people.ANA, [entry(ONE, supervisor="")])
    own = mine["records"]["membership"][0]
    own["doc"] = own["doc"] | {"ended_on": "2026-11-19"}
    edit = asked(f"/entries/{ONE}/edit", ONE)
    given = {"fields": {"reason": ["Entered twice"]}, "problems": {"base": ["You no longer have access."]}}
    return {
        "leaver_list": ("entries_index", mine, asked("/entries")),
        "leaver_shown": ("entry_show", mine, SHOW),
        "leaver_form": ("entry_form", mine, edit),
        "leaver_typed": ("entry_withdraw", mine, asked(f"/entries/{ONE}/withdrawal", ONE) | given),
        "leaver_me": ("me", mine, asked("/me")),
    }


def _of_a_signer() -> dict[str, State]:
    """Ben's role ended; before that, when nobody had confirmed him."""
    sent = entry(ONE)
    fresh = phone(people.BEN, [sent], [a_signoff(sent, id=id_(3), nonce=id_(4))])
    new = fresh["records"]["membership"][1]
    new["doc"] = new["doc"] | {"confirmed": [], "handed_to": None}
    asking = phone(people.BEN, [sent])
    asking["records"]["membership"] = fresh["records"]["membership"]
    left = phone(people.BEN, [])
    own = left["records"]["membership"][1]
    own["doc"] = own["doc"] | {"ended_on": "2026-11-19"}
    return {
        "signer_new_sheet": ("signoff_sheet", asking, asked(f"/entries/{ONE}/signoff", ONE)),
        "signer_new_signed": ("signoffs_signed", fresh, asked("/signoffs/signed")),
        "signer_new_me": ("me", fresh, asked("/me")),
        "signer_left": ("signoffs_index", left, asked("/signoffs")),
        "signer_left_signed": ("signoffs_signed", left, asked("/signoffs/signed")),
    }


def _of_reviews() -> dict[str, State]:
    old = entry(ONE, performed_on="2026-11-07", aftercare={"review_due_on": None})
    answers = [a_signoff(old, id=id_(3), nonce=id_(4), corrections=[_PAIR])]
    mine = phone(people.ANA, [old], answers)
    seen = a_review(old, id=id_(10), seen_on="2026-11-20", reflection="Higher next time.", events=[_DROOP])
    form = asked(f"/entries/{ONE}/review", ONE)
    return {
        "review_due": ("entry_show", mine, SHOW),
        "review_due_to_do": ("todo", mine, asked("/todo")),
        "review_form": ("entry_review", mine, form),
        "review_refused": ("entry_review", mine | {"parked": [_parked(seen)]}, form),
        "review_waits": ("entry_show", mine | {"outbox": [row(seen)]}, SHOW),
    }


def _parked(doc: Doc) -> Doc:
    return row(doc, code="base_unknown", fields={}, head=None)


def _of_refusals() -> dict[str, State]:
    sent, mine = entry(ONE), phone(people.ANA, [entry(ONE)])
    bad = {
        "product.batch": ["Enter the batch number from the vial"],
        "points.0.units_tenths": ["In steps of 0.5"],
    }
    head = {"rev": 1, "hash": hash_of(sent), "doc": sent}
    parked = mine | {"parked": [row(_edited(sent), code="field_invalid", fields=bad, head=None)]}
    signed = phone(people.ANA, [sent], [a_signoff(sent, id=id_(3), nonce=id_(4))])
    kept = {"parked": [row(_edited(sent), code="signed_meanwhile", fields={}, head=head)]}
    gone = a_withdrawal(sent, id=id_(7))
    everything = {"outbox": [row(_fresh(), n=2), row(gone, n=3)], "drafts": [_draft()], "phone": of_phone()}
    return {
        "not_accepted_to_do": ("todo", parked, asked("/todo")),
        "not_accepted_form": ("entry_form", parked, asked(f"/entries/{ONE}/edit", ONE)),
        "signed_meanwhile": ("entry_show", signed | kept, SHOW),
        "only_here": ("me", parked | everything, asked("/me")),
    }


def _of_the_supervisor() -> dict[str, State]:
    sent = entry(ONE)
    signed = a_signoff(sent, id=id_(3), nonce=id_(4))
    back = a_signoff(sent, id=id_(5), nonce=id_(6), verdict="returned")
    answered = phone(people.BEN, [sent]) | {"outbox": [row(back)]}
    lost = {"outbox": [row(a_withdrawal(signed, people.BEN, id=id_(8)))]}
    queue, sheet = asked("/signoffs", query={"done": ONE}), asked(f"/entries/{ONE}/signoff", ONE)
    withdrawn = phone(people.BEN, [sent], [signed]) | lost
    refused = phone(people.BEN, [_edited(sent)]) | {
        "parked": [row(back, code="changed_before_signature", fields={}, head=None)],
        "drafts": [{"entry": ONE, "kind": "signoff", "saved_at": AT, "fields": {"rating": ["2"]}}],
    }
    return {
        "answer_refused": ("signoffs_index", refused, asked("/signoffs")),
        "answer_refused_sheet": ("signoff_sheet", refused, sheet),
        "answer_waits": ("signoffs_index", answered, queue),
        "answer_waits_sheet": ("signoff_sheet", answered, sheet),
        "signature_withdrawal_waits": ("signoffs_signed", withdrawn, asked("/signoffs/signed")),
    }


def _fresh() -> Doc:
    return entry(TWO, performed_on="2026-11-19", areas=["chin", "lip_flip"])


def _edited(doc: Doc) -> Doc:
    return fixed(revised(doc, points=[a_point("mid", "procerus", 100)]), 2)


def _draft() -> Doc:
    fields = {"id": [TWO], "part": ["assisted"], "areas": ["dao"], "points.0.units_tenths": ["4"]}
    return {"entry": TWO, "kind": "entry", "saved_at": AT, "fields": fields}


def drawn(state: str) -> tuple[str, str]:
    """The page in both languages, without the frame's head, and without the build in its addresses."""
    name, snapshot, request = states()[state]
    return tuple(_small(draw(name, snapshot, request).html or "") for draw in (twins.here, twins.there))  # type: ignore[return-value]


def _small(html: str) -> str:
    body = html[html.index('<div class="screen"') : html.index('<div class="toasts"')]
    return re.sub(r"\n\s*\n+", "\n", body.replace(shell.build(), "BUILD")) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.html"):
        old.unlink()
    for state in states():
        (FOLDER / f"{state}.html").write_text(drawn(state)[0])
