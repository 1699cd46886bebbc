"""The files of a build, read together, once: scripts joined, everything else served as it is written."""

import contextlib
import hashlib
import os
import sys
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

import orjson

from logbook import facemap, kinds
from logbook.shell import joined, modules

HERE = Path(__file__).resolve().parents[1]
TEMPLATES, STATIC = HERE / "templates", HERE / "static"

# The browser keeps the worker's script with the worker; large icons are only for the home screen.
_NOT_CACHED = (joined.WORKER, joined.OFF, "icons/maskable-", "icons/icon-", "icons/apple-")


@cache
def files() -> dict[str, bytes]:
    """Every file below static/ but the scripts, then those that are made: {path: body}. Raises joined.Unjoinable.

    Read when first asked for and never again: a process serves one build, whatever happens to its files meanwhile.
    """
    made, held = _joined()
    # The outlines of the areas as numbers, for the page's editor; the drawings are their source.
    made["face/areas.json"] = orjson.dumps(facemap.as_json())
    return {path: body for path, body in _written().items() if path not in held} | made


def scripts() -> dict[str, bytes]:
    """The modules that phones run, as they are written: {path: source}. None of them is served by itself."""
    own = {
        path: body
        for path, body in _written().items()
        if path.endswith(".js") and not path.endswith(".min.js")
    }
    # What the phone knows of kinds of statement. The file as it lies there is the same, for tools that read it.
    return own | {"js/twins/declared.js": declared().encode()}


def _joined() -> tuple[dict[str, bytes], set[str]]:
    """The scripts joined: made once for what is written, and kept where Python keeps what it made of this file."""
    given = scripts()
    told = [given, *(Path(file).read_bytes() for file in (joined.__file__, modules.__file__))]
    of = hashlib.sha256(repr(told).encode()).hexdigest()
    kept = Path(cache_from_source(__file__)).with_name("joined.json")
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = orjson.loads(kept.read_bytes())
        if found["of"] == of:
            return {path: text.encode() for path, text in found["files"].items()}, set(found["held"])
    made, held = joined.joined(given)
    if not sys.dont_write_bytecode:
        texts = {path: body.decode() for path, body in made.items()}
        _keep(kept, orjson.dumps({"of": of, "files": texts, "held": sorted(held)}))
    return made, held


def _keep(place: Path, body: bytes) -> None:
    """Whole or not at all; where nothing may be written, it is made again at the next start."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        part = place.with_name(f"{place.name}.{os.getpid()}")
        part.write_bytes(body)
        part.replace(place)


@cache
def _written() -> dict[str, bytes]:
    # Notes on where a file comes from are for readers of the source.
    found = sorted(path for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".md")
    return {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in found}


def declared() -> str:
    """The module by which scripts know the kinds of statement that there are."""
    told = kinds.for_phones()
    values = {"KINDS": told["kinds"], "SUBJECTS": told["subjects"]}
    lines = [f"export const {name} = {orjson.dumps(value).decode()};" for name, value in values.items()]
    note = "// Written by `python -m tools.js.declared` from logbook/kinds; served anew from there. Change those."
    return "\n".join([note, *lines, ""])


def kept() -> dict[str, bytes]:
    """Those of `files` that a worker keeps for the time without a network."""
    return {path: body for path, body in files().items() if not path.startswith(_NOT_CACHED)}
