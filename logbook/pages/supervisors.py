"""Who signs: whether a signer was confirmed, who left, and who took over from them. Twin of pages/supervisors.js."""

from logbook.pages.cases import Doc, View, memberships, programme_name, signature_of, waits
from logbook.succession import Post, in_charge


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


def left_on(view: View, doc: Doc) -> str | None:
    """The day on which the supervisor named in a case left its programme; None while they are there, or unknown."""
    held = posts(view, doc["supervisor"], doc["programme"])
    if not held or any(post["ended_on"] is None for post in held):
        return None
    return max(str(post["ended_on"]) for post in held)


def who_signs(view: View, doc: Doc) -> str:
    """The id of who is expected to sign a case: whom it names, else who took over from them; "" where nobody did."""
    return in_charge(
        doc["supervisor"] or "",
        lambda id: [
            Post(post["ended_on"] is not None, post.get("handed_to") or "")
            for post in posts(view, id, doc["programme"])
        ],
    )
