"""What regions ask of those who inject: statements out of reference/regions/*.toml, each with where it was read."""

import tomllib
from functools import cache

from logbook.folding import folded
from logbook.regulation import numbers
from logbook.regulation.origins import FOLDER, BadStatement, Table, judge
from logbook.vocabulary import codes

# What a statement is about, in the order in which people read them.
TOPICS = {
    "inject": "Who may inject",
    "supervise": "Who supervises or oversees",
    "hours": "Hours, courses and cases",
    "certificates": "Certificates, permits and examinations",
    "consultation": "Consultation and orders",
    "renewal": "Keeping it",
}
_SAYS = frozenset(("id", "topic", "who", "text"))
_MAY = frozenset(("set",))


@cache
def all_of_them() -> dict[str, Table]:
    """{code: {region, name, statements}}, by name; a part of a country stands behind it. Raises BadStatement."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted((FOLDER / "regions").glob("*.toml"))}
    return read(texts)


def read(texts: dict[str, str]) -> dict[str, Table]:
    """The regions of some files, by the names of these, checked. Raises BadStatement."""
    found = [_checked(name, tomllib.loads(text)) for name, text in texts.items()]
    ids = [one["id"] for region in found for one in region["statements"]]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise BadStatement(f"{twice[0]} is the id of two statements")
    named = {region["region"]: region for region in found}
    return dict(sorted(named.items(), key=lambda item: _place(item[0], named)))


def of_person(body: str) -> str:
    """The code of the region whose register somebody is in; "" where nothing is known of it."""
    register = numbers.known(body)
    return str(register["region"]) if register else ""


def is_within(region: str, other: str) -> bool:
    """Whether a region is another one or a part of it: GB-ENG is within GB."""
    return bool(other) and (region == other or region.startswith(f"{other}-"))


def around(code: str) -> str:
    """The name of the country that a region is a part of; "" of a country, and where nothing else is told of it."""
    country = code.split("-")[0]
    return str(all_of_them()[country]["name"]) if country != code and country in all_of_them() else ""


def with_words(region: Table, asked: str) -> list[Table]:
    """The statements of a region that hold every word that is asked for, of whatever is said of them."""
    words = folded(asked).split()
    return [one for one in region["statements"] if all(word in _searched(region, one) for word in words)]


def _searched(region: Table, statement: Table) -> str:
    professions = " ".join(code.replace("_", " ") for code in statement["who"])
    said = (region["name"], region["region"], TOPICS[statement["topic"]], professions, statement["text"])
    return folded(" ".join(said))


def _checked(name: str, region: Table) -> Table:
    if region.keys() != {"region", "name", "statements"} or not region["statements"]:
        raise BadStatement(f"{name}: a region says region, name and statements, and no more")
    if region["region"].lower() != name:
        raise BadStatement(f"{name}: the file of {region['region']} has another name")
    for at, statement in enumerate(region["statements"], 1):
        where = str(statement.get("id") or f"{name}, statement {at}")
        judge(where, statement, _SAYS, _MAY)
        if not where.startswith(f"{name}-"):
            raise BadStatement(f"{where}: an id begins with the region")
        if statement["topic"] not in TOPICS:
            raise BadStatement(f"{where}: {statement['topic']} is no topic")
        if unknown := sorted(set(statement["who"]) - set(codes("professions"))):
            raise BadStatement(f"{where}: {unknown[0]} is no profession")
        if "set" in statement and not (FOLDER / "requirements" / f"{statement['set']}.toml").is_file():
            raise BadStatement(f"{where}: {statement['set']} is no shipped set")
    return region


def _place(code: str, named: dict[str, Table]) -> tuple[str, ...]:
    country = code.split("-")[0]
    whole = named[country]["name"] if country in named else country
    return (whole, *([named[code]["name"]] if code != country else []))
