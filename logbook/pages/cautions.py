"""What looks unusual in a case, in sentences with the figure and its source. Twin of pages/cautions.js."""

from collections.abc import Callable

from logbook import expiry, warnings
from logbook.filters import count, date, lowered, tenths, units
from logbook.pages import dating
from logbook.pages.cases import Doc, View, read
from logbook.pages.clock import Clock
from logbook.pages.common import days_between
from logbook.pages.dilution import measures
from logbook.shapes import Query, Shell, Snapshot
from logbook.statements.asking import far_over
from logbook.statements.entry import entry
from logbook.statements.forms import first

# The rule → the field in which it may be looked at again.
FIELDS = {
    "dated_ahead": "f-performed_on",
    "before_joining": "f-performed_on",
    "twice": "f-performed_at",
    "product_expired": "f-product-expires_on",
    "made_up_later": "f-product-reconstituted_at",
    "made_up_long_ago": "f-product-reconstituted_at",
    "contraindication_found": "f-assessment-contraindications",
    "age_over_label": "f-model-age_band",
    "interval_short": "f-model-code",
}


def entry_cautions(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc:
    """{cautions: [{id, text}], measures, far} of a form as it is being filled in. `request`: {fields}."""
    return looked_at(read(snapshot, clock, shell), request["fields"], first(request["fields"], "id"))


def looked_at(view: View, fields: dict[str, list[str]], id: str) -> Doc:
    """The same for the form of the entry `id`: each caution names its field, `measures` is what `dilution` says, `far`
    the doses that are asked about once more."""
    place = {"id": id, "rev": 1, "prev": None, "mutation": "", "base": None}
    context = place | {"account": view.account, "now": view.clock.now, "tz": view.clock.tz}
    doc = entry(fields, context, view.shell)["doc"]
    around = _around(view, doc, view.clock.now)
    codes = warnings.codes(doc, around)
    texts = sentences(view, doc, codes, view.clock.now)
    found = [
        {"id": FIELDS.get(code.partition(":")[0], "s-points"), "text": text}
        for code, text in zip(codes, texts, strict=True)
    ]
    return {"cautions": found, "measures": measures(view, doc), "far": far_over(doc, around)}


def reckoned(view: View, doc: Doc) -> Doc:
    """{warnings, unsaid}: what looks unusual in a case as sentences, reckoned here and now whoever wrote it; `unsaid`
    are those that its writer was not warned of, or did not pass on. What only its writer could know comes last."""
    codes, said = warnings.codes(doc, _around(view, doc)), [row["code"] for row in doc["warnings"]]
    return {
        "warnings": sentences(view, doc, codes + [code for code in said if code not in codes]),
        "unsaid": len([code for code in codes if code not in said]),
    }


def flags(view: View, doc: Doc) -> list[str]:
    """What a list must not hide about a case, as codes: complication, over_label, contraindication."""
    found = {
        code.partition(":")[0] for code in warnings.codes(doc, warnings.around_of(doc, None, _known(view)))
    }
    over = found & {"over_label_area", "over_label_session"}
    held = {
        "complication": doc["events"],
        "over_label": over,
        "contraindication": found & {"contraindication_found"},
    }
    return [flag for flag, holds in held.items() if holds]


def _known(view: View) -> Doc:
    return dict(view.shell["clinical"])


def sentences(view: View, doc: Doc, codes: list[str], now: str | None = None) -> list[str]:
    """The warnings of a case as sentences, each with the figure it rests on and where that is from.

    `now` is given while the case is written: what was stored is not held against the clock of who reads it.
    """
    if not codes:
        return []
    around = _around(view, doc, now)
    label = warnings.label_of(doc, around)
    return [_sentence(view, doc, code, around, label) for code in codes]


def _around(view: View, doc: Doc, now: str | None = None) -> Doc:
    return warnings.around_of(doc, view.snapshot, _known(view), now)


def _sentence(view: View, doc: Doc, code: str, around: Doc, label: Doc | None) -> str:
    rule, _, area = code.partition(":")
    said = _WORDS[rule](view, doc, around) if rule in _WORDS else None
    if said is None and label is not None and rule in _OF_LABEL:
        said = _OF_LABEL[rule](view, doc, label, area, around)
    if said is not None:
        return said
    # Stored by another build, or beside figures that are not known any more.
    words = str(view.words["warnings"].get(rule, rule))
    return f"{words.removesuffix('.')}: {_area(view, area)}." if area else words


def _expired(view: View, doc: Doc, around: Doc) -> str | None:
    text = expiry.printed(doc["product"])
    return f"The product expired {expiry.sentence(text)}, before the day of treatment." if text else None


def _kept_long(view: View, doc: Doc, around: Doc) -> str | None:
    minutes, limit = warnings.minutes_kept(doc), warnings.hours_allowed(around)
    if minutes is None:
        return None
    own, by = around["limits"]["reconstituted_hours"], around["clinical"]["keeps"]["by"]
    rule = f"the limit is {limit} hours ({by})" if own is None else f"the programme’s limit is {limit} hours"
    return f"Made up {_duration(minutes)} before the treatment; {rule}."


def _found(view: View, doc: Doc, around: Doc) -> str | None:
    words = view.words["contraindications"]
    found = [lowered(words.get(code, code)) for code in doc["assessment"]["contraindications"]]
    start = str(view.words["warnings"]["contraindication_found"]).removesuffix(".")
    return f"{start}: {', '.join(found)}." if found else None


def _age(view: View, doc: Doc, label: Doc, area: str, around: Doc) -> str | None:
    figure, words = label["age"], view.words["age_bands"]
    if figure is None:
        return None
    band = words.get(doc["model"]["age_band"], doc["model"]["age_band"])
    return f"Age {band}; the label of {label['name']} is for adults under {figure['under']} ({figure['by']})."


def _interval(view: View, doc: Doc, label: Doc, area: str, around: Doc) -> str | None:
    figure, last = label["interval"], warnings.last_before(doc, around)
    if figure is None or last is None:
        return None
    ago = count(days_between(last, doc["performed_on"]), "day", "days")
    rule = f"says not more often than every {figure['months']} months ({figure['by']})"
    return f"Last treated {ago} before, on {date(last)}; the label of {label['name']} {rule}."


def _over_area(view: View, doc: Doc, label: Doc, area: str, around: Doc) -> str | None:
    figure, given = label["doses"].get(area), warnings.units_by_area(doc).get(area)
    if figure is None or given is None:
        return None
    rule = f"the label of {label['name']} says {tenths(figure['units_tenths'])} ({figure['by']})"
    return f"{units(given)} in the {lowered(_area(view, area))}; {rule}."


def _off_label(view: View, doc: Doc, label: Doc, area: str, around: Doc) -> str | None:
    figure = label["labelled"]
    if figure is None:
        return None
    named = _listed(view, figure["areas"])
    return f"{_area(view, area)}: not on the label of {label['name']}, which names {named} ({figure['by']})."


def _over_session(view: View, doc: Doc, label: Doc, area: str, around: Doc) -> str | None:
    figure, given = warnings.session_of(doc, label), sum(warnings.units_by_area(doc).values())
    if figure is None:
        return None
    rule = (
        f"says at most {tenths(figure['units_tenths'])} for {_listed(view, figure['areas'])} ({figure['by']})"
    )
    return f"{units(given)} in one session; the label of {label['name']} {rule}."


_WORDS: dict[str, Callable[[View, Doc, Doc], str | None]] = {
    "dated_ahead": dating.ahead,
    "before_joining": dating.early,
    "product_expired": _expired,
    "made_up_long_ago": _kept_long,
    "contraindication_found": _found,
}
_OF_LABEL: dict[str, Callable[[View, Doc, Doc, str, Doc], str | None]] = {
    "age_over_label": _age,
    "interval_short": _interval,
    "over_label_area": _over_area,
    "off_label_area": _off_label,
    "over_label_session": _over_session,
}


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return count(hours // 24, "day", "days")
    return count(hours, "hour", "hours") + (f" {count(rest, 'minute', 'minutes')}" if rest else "")


def _area(view: View, area: str) -> str:
    return str(view.words["areas"].get(area, area))


def _listed(view: View, areas: list[str]) -> str:
    labels = [lowered(_area(view, area)) for area in areas]
    return " and ".join(part for part in (", ".join(labels[:-1]), labels[-1]) if part)
