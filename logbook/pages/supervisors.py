"""Who signs: whether a signer was confirmed, who left, and who took over from them. Twin of pages/supervisors.js."""

from logbook.pages.cases import Doc, View, memberships, programme_name, signature_of, versions_of, waits
from logbook.succession import Post, in_charge, stands


def posts(view: View, person: str, programme: str) -> list[Doc]:
    """The memberships of somebody as a supervisor of a programme, also those that ended, as they began."""
    return view.posts.get((person, programme), [])


def is_confirmed(view: View, doc: Doc, signer: Doc) -> bool:
    """Whether a signer of the case `doc` was confirmed under the name and number they signed with; of memberships
    written before that was asked, yes."""
    held = posts(view, signer["id"], doc["programme"])
    said = [signer["name"], signer["body"], signer["number"]]
    return not held or any("confirmed" not in post or said in post["confirmed"] for post in held)


def unconfirmed(view: View, case: Doc) -> Doc | None:
    """The signer of the signature that counts, where nobody has confirmed them yet; else None."""
    signature = signature_of(case)
    if signature is None or is_confirmed(view, case["doc"], signature["doc"]["signer"]):
        return None
    signer: Doc = signature["doc"]["signer"]
    return signer


def awaiting(view: View, programmes: set[str]) -> list[str]:
    """In which of these programmes the viewer's own signatures wait until they are confirmed, by name; [""] for the
    only programme that they supervise in, which needs no name."""
    me, alone = view.people.get(view.account), len(view.held["supervisor"]) < 2
    there = sorted(programmes & view.held["supervisor"]) if me else []
    waits_in = [id for id in there if not is_confirmed(view, {"programme": id}, me or {})]
    return sorted("" if alone else programme_name(view, id) for id in waits_in)


def is_unnamed(case: Doc) -> bool:
    """Whether a case waits on record for its trainee to name who supervised: until then nobody can answer it."""
    return waits(case) and case["record"]["doc"]["supervisor"] == ""


def supervised(view: View) -> set[str]:
    """The programmes in which there is somebody else whom the viewer could name."""
    docs = memberships(view)
    return {doc["programme"] for doc in docs if doc["role"] == "supervisor" and doc["person"] != view.account}


def left_on(view: View, person: str, programme: str) -> str | None:
    """The day on which a supervisor left a programme; None while they are there, or unknown."""
    held = posts(view, person, programme)
    if not held or any(post["ended_on"] is None for post in held):
        return None
    return max(str(post["ended_on"]) for post in held)


def handovers_of(case: Doc) -> list[Doc]:
    """The records of a case's hand-overs, in the order in which they were taken."""
    return sorted(case["handovers"], key=lambda record: record["nth"])


def handed(case: Doc) -> Doc | None:
    """The record of the hand-over by which a case waits for somebody; None where whom it names holds it, because
    nobody handed it over or its trainee named somebody later."""
    if not case["handovers"]:
        return None
    last: Doc = handovers_of(case)[-1]
    named = [one["doc"]["supervisor"] for one in versions_of(case) if one["rev"] >= last["after_rev"]]
    return last if stands([*named, case["doc"]["supervisor"] or ""]) else None


def who_signs(view: View, case: Doc) -> str:
    """The id of who is expected to sign a case: who holds it, else who took over from them; "" where nobody did."""
    doc, last = case["doc"], handed(case)
    return in_charge(
        last["doc"]["to"] if last else doc["supervisor"] or "",
        lambda id: [
            Post(post["ended_on"] is not None, post.get("handed_to") or "")
            for post in posts(view, id, doc["programme"])
        ],
    )
