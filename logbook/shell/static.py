"""The files of a build: read together, once, and served as they are written."""

from functools import cache
from pathlib import Path

import orjson

from logbook import facemap, kinds

HERE = Path(__file__).resolve().parents[1]
TEMPLATES, STATIC = HERE / "templates", HERE / "static"

# What only the worker imports is kept by the browser with the worker; large icons are only for the home screen.
_NOT_CACHED = (
    "js/worker/",
    "js/twins/",
    "js/store/canonical.js",
    "js/store/settle.js",
    "js/store/snapshot.js",
    "js/store/copies.js",
    "js/store/reading.js",
    "js/store/shapes.js",
    "vendor/canonicalize-",
    "icons/maskable-",
    "icons/icon-",
    "icons/apple-",
)
# Twins that pages import as well: without them no script of a page would run offline.
_OF_PAGES = (
    "js/twins/declared.js",
    "js/twins/filters.js",
    "js/twins/kinds.js",
    "js/twins/numerals.js",
    "js/twins/shown.js",
)


@cache
def files() -> dict[str, bytes]:
    """Every file below static/, and what is made of others: {path: body}, sorted by path, the made ones last.

    Read when first asked for and never again: a process serves one build, whatever happens to its files meanwhile.
    """
    # Notes on where a file comes from are for readers of the source.
    found = sorted(path for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".md")
    # The outlines of the areas as numbers, for the page's editor; the drawings are their source.
    made = {
        "face/areas.json": orjson.dumps(facemap.as_json()),
        # What the phone knows of kinds of statement. The file as it lies there is the same, for tools that read it.
        "js/twins/declared.js": declared().encode(),
    }
    return {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in found} | made


def declared() -> str:
    """The module by which scripts know the kinds of statement that there are."""
    told = kinds.for_phones()
    values = {"KINDS": told["kinds"], "SUBJECTS": told["subjects"]}
    lines = [f"export const {name} = {orjson.dumps(value).decode()};" for name, value in values.items()]
    note = "// Written by `python -m tools.js.declared` from logbook/kinds; served anew from there. Change those."
    return "\n".join([note, *lines, ""])


def kept() -> dict[str, bytes]:
    """Those of `files` that a worker keeps for the time without a network."""
    return {
        path: body for path, body in files().items() if path in _OF_PAGES or not path.startswith(_NOT_CACHED)
    }
