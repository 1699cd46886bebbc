"""A report and what this phone adds to it, drawn: the ring and one bar per rule. Twin of pages/measures.js."""

from logbook.pages.cases import Doc, View
from logbook.pages.facts import value_at

FIGURES = ("label", "kind", "required", "counted", "waiting", "excess", "missing", "met", "percent")
# A rule's filter → where the entry holds what it asks for. Areas are a list, all others one code.
WHERE = {"part": "part", "setting": "setting", "skin_type": "model.skin_type", "product": "product.code"}


def reports(view: View) -> list[Doc]:
    """The viewer's reports, in the order of their ids."""
    own = [
        record for record in view.snapshot["records"]["report"] if record["doc"]["trainee"] == view.account
    ]
    return [record["doc"] for record in sorted(own, key=lambda record: record["id"])]


def here(view: View, programme: str) -> list[Doc]:
    """The viewer's entries of a programme that the server has not seen yet."""
    own = [case for case in view.cases if case["mine"] and case["record"] is None]
    return [case["doc"] for case in own if case["state"] == "local" and case["doc"]["programme"] == programme]


def ring(view: View) -> Doc | None:
    """The first report as a ring (see `ring_of`); None while there is no report."""
    found = reports(view)
    return ring_of(found[0], here(view, found[0]["programme"])) if found else None


def ring_of(report: Doc, local: list[Doc]) -> Doc:
    """Of each part, the rule that asks for most: {signed, required, waiting, local, to_go, unmet, …_share: percent}.

    `unmet` counts rules of every kind.
    """
    asked: dict[str, Doc] = {}
    for rule in report["rules"]:
        part = ",".join(rule["filter"]["part"])
        if rule["kind"] == "entries" and (part not in asked or rule["required"] > asked[part]["required"]):
            asked[part] = rule
    required = sum(rule["required"] for rule in asked.values())
    signed = sum(min(rule["counted"], rule["required"]) for rule in asked.values())
    # Of shares and kinds no number of further cases is known; that they are missing is.
    unmet = sum(1 for rule in report["rules"] if not rule["met"])
    waiting = report["totals"]["waiting"]
    # Where no cases are asked for, a full ring would say that all is there.
    signed_share = share(signed, required) if required or not unmet else 0
    return {
        "signed": signed,
        "required": required,
        "waiting": waiting,
        "local": len(local),
        "to_go": report["totals"]["to_go"],
        "unmet": unmet,
        "signed_share": signed_share,
        "waiting_share": min(share(waiting, required), 100 - signed_share) if required else 0,
    }


def rules(report: Doc, local: list[Doc]) -> list[Doc]:
    """One bar per rule: figures, and how far each colour reaches in percent (each on top of the one before)."""
    drawn = []
    for rule in report["rules"]:
        fitting = [doc for doc in local if rule["kind"] == "entries" and _fits(rule["filter"], doc)]
        upto = rule["counted"] + rule["waiting"]
        drawn.append(
            {name: rule[name] for name in FIGURES}
            | {
                "href": f"/pathway/{rule['id']}?programme={report['programme']}",
                "local": len(fitting),
                "signed_reach": share(rule["counted"], rule["required"]),
                "waiting_reach": share(upto, rule["required"]),
                "local_reach": share(upto + len(fitting), rule["required"]),
            }
        )
    return drawn


def share(part: int, whole: int) -> int:
    """Whole percent of a whole, at most 100; 100 where nothing is asked."""
    return min(100, part * 100 // whole) if whole else 100


def _fits(filters: dict[str, list[str]], doc: Doc) -> bool:
    if filters["areas"] and not any(area in filters["areas"] for area in doc["areas"]):
        return False
    return all(not filters[name] or value_at(doc, path) in filters[name] for name, path in WHERE.items())
