"""Numbers of public registers: how they are written, and what looks mistyped. A remark is never a refusal."""

import re
import tomllib
from functools import cache

from stdnum import luhn

from logbook.folding import identifier
from logbook.regulation.origins import FOLDER, BadStatement, Table, judge

# What stands between the figures of a number that somebody copies.
_GAPS = re.compile(r"[\s\-./]+")


def tidy(body: str, number: str) -> str:
    """The number as its register writes it, where it fits its shape then; else as it was typed."""
    typed = number.strip()
    register = known(body)
    if register is None or "shape" not in register:
        return typed
    tight = _GAPS.sub("", typed).upper()
    for prefix in ("", register["key"].upper()):
        rest = tight.removeprefix(prefix)
        if re.fullmatch(register["shape"]["pattern"], rest, re.ASCII):
            return rest
    return typed


def remark(body: str, number: str) -> str | None:
    """What looks mistyped in a number of this body, in one sentence; None where nothing does, or nothing is known."""
    register, text = known(body), tidy(body, number)
    if register is None or "shape" not in register or not text:
        return None
    shape = register["shape"]
    if shape["confidence"] == "unconfirmed":
        return None
    if not re.fullmatch(shape["pattern"], text, re.ASCII):
        return f"{register['key']} numbers look like {shape['example']}"
    if text[0] not in shape.get("begins", text[0]):
        return f"The first digit of an {register['key']} is {' or '.join(shape['begins'])}: check it"
    if "luhn_after" in shape and not luhn.is_valid(shape["luhn_after"] + text):
        return f"The check digit at the end of this {register['key']} does not fit: check it"
    return None


def looked_up_at(body: str) -> dict[str, str] | None:
    """{name, at} of the public register, as far as its address was read somewhere; None for any other body."""
    register = known(body)
    if register is None or "public" not in register:
        return None
    return {"name": f"Register: {register['name']}", "at": register["public"]["at"]}


def known(body: str) -> Table | None:
    """The register that somebody means by this name, in short or in full; None for one that nothing is known of."""
    return _by_name().get(identifier(body))


@cache
def all_of_them() -> list[Table]:
    """Every register, checked. Raises BadStatement."""
    return read((FOLDER / "registers.toml").read_text("utf-8"))


def read(text: str) -> list[Table]:
    """The registers of a file, checked. Raises BadStatement."""
    registers: list[Table] = tomllib.loads(text)["registers"]
    for register in registers:
        _check(register)
    keys = [identifier(name) for register in registers for name in names(register)]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise BadStatement(f"{twice[0]} is the name of two registers")
    return registers


def names(register: Table) -> list[str]:
    """By which names people know a register: in short, in full, and others."""
    return [register["key"], register["name"], *register["also"]]


def _check(register: Table) -> None:
    where = str(register.get("key", "a register"))
    needed = {"key", "name", "also", "region", "renewal", "statuses"}
    if wrong := sorted(needed - register.keys() | register.keys() - needed - {"shape", "public"}):
        raise BadStatement(f"{where}: {wrong[0]} is missing, or not known here")
    judge(f"{where}, renewal", register["renewal"], frozenset(("text",)))
    for status in register["statuses"]:
        judge(f"{where}, statuses", status, frozenset(("words",)))
    if "public" in register:
        judge(f"{where}, public", register["public"], frozenset(("at",)))
    if "shape" in register:
        may = frozenset(("begins", "luhn_after"))
        judge(f"{where}, shape", register["shape"], frozenset(("pattern", "example")), may)
        if not re.fullmatch(register["shape"]["pattern"], register["shape"]["example"], re.ASCII):
            raise BadStatement(f"{where}: its example is not of its shape")


@cache
def _by_name() -> dict[str, Table]:
    return {identifier(name): register for register in all_of_them() for name in names(register)}
