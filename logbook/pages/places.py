"""Where a person works and worked, and where they begin. Its twins are in pages/account.js."""

from logbook.pages.cases import ROLES, Doc, View, memberships
from logbook.pages.rights import ended


def home(records: Doc, account: str, administers: object = None) -> str:
    """The address where a person begins, by what they do here, else by what they did. `records` as in a snapshot;
    `administers`: whether they administer a provider, which is where they begin who do nothing else."""
    docs = [record["doc"] for record in records["membership"] if record["doc"]["person"] == account]
    held = {doc["role"] for doc in docs if doc["ended_on"] is None}
    past = {doc["role"] for doc in docs}
    if held:
        starts = (("trainee", "/entries"), ("supervisor", "/signoffs"), ("coordinator", "/office"))
        return next(address for role, address in starts if role in held)
    if administers:
        return "/provider"
    if "trainee" in past:
        return "/entries"
    return "/signoffs/signed" if "supervisor" in past else "/me"


def programmes(view: View) -> list[Doc]:
    """The viewer's programmes with their roles in words: [{id, name, provider, roles}]."""
    own = [doc for doc in memberships(view) if doc["person"] == view.account]
    rows = []
    for record in view.snapshot["records"]["programme"]:
        held = sorted(view.words["roles"][doc["role"]] for doc in own if doc["programme"] == record["id"])
        if held:
            rows.append({name: record["doc"][name] for name in ("id", "name", "provider")} | {"roles": held})
    return sorted(rows, key=lambda row: (row["name"], row["id"]))


def left_behind(view: View) -> list[Doc]:
    """The viewer's roles that ended, in words: [{role, programme, on: its last day}]."""
    words = view.words["roles"]
    return [
        {"role": words[role], "programme": one["programme"], "on": one["on"]}
        for role in ROLES
        for one in ended(view, role)
    ]
