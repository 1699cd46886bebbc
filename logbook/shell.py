"""What every page of a build is made of: templates, words, forms and files, the same for Flask and for the phone."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from jinja2 import FileSystemLoader

from logbook import clinical, facemap, filters, forms, trees, vocabulary
from logbook.pages.reference import reference
from logbook.schemas import structure
from logbook.trees import subset

HERE = Path(__file__).resolve().parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"

CSP = "; ".join(
    f"{directive} {sources}"
    for directive, sources in {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }.items()
)
# Both servers send these with every page; a page of the worker has no other source for them.
HEADERS = {
    "Content-Security-Policy": CSP,
    # Not `no-referrer`: under it a form's Origin is "null", and the guard of unsafe methods would refuse our own.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=()",
}

# Page function (in pages/ and twins/pages/) → the template it fills.
PAGES = {
    "entries_index": "entries/index.html",
    "entry_form": "entries/form.html",
    "entry_show": "entries/show.html",
    "entry_withdraw": "entries/withdraw.html",
    "entry_review": "entries/review.html",
    "entry_choice": "entries/choice.html",
    "entry_versions": "entries/versions.html",
    "signoffs_index": "signoffs/index.html",
    "signoffs_signed": "signoffs/signed.html",
    "signoff_sheet": "signoffs/sheet.html",
    "signoff_withdraw": "signoffs/withdraw.html",
    "todo": "todo/index.html",
    "progress": "progress/show.html",
    "trainees": "trainees/index.html",
    "me": "me/show.html",
}
# The phone has every template of these folders, and the frame around them; all others are Flask's alone.
PHONE_FOLDERS = ("entries", "macros", "me", "progress", "signoffs", "todo", "trainees")
# What only the worker imports is kept by the browser with the worker; large icons are only for the home screen.
_NOT_CACHED = (
    *("js/worker/", "js/twins/", "js/store/canonical.js", "js/store/settle.js", "js/store/snapshot.js"),
    *("js/store/copies.js", "js/store/reading.js", "js/store/shapes.js"),
    *("vendor/canonicalize-", "icons/maskable-", "icons/icon-", "icons/apple-"),
)
# Twins that pages import as well: without them no script of a page would run offline.
_OF_PAGES = ("js/twins/filters.js", "js/twins/numerals.js", "js/twins/shown.js")


@cache
def environment() -> trees.PageEnvironment:
    """The Jinja2 environment of every page of ours, Flask's and the phone's. `build` is known in all templates."""
    env = trees.PageEnvironment(FileSystemLoader(TEMPLATES), filters.make(vocabulary.as_json()))
    env.globals["build"] = BUILD
    return env


def render(template: str, page: Mapping[str, Any]) -> str:
    """The HTML of a page: plain JSON into a template. Raises jinja2's UndefinedError, or trees.Unprintable."""
    return environment().get_template(template).render(page)


def data() -> dict[str, Any]:
    """What page functions are given beside documents: {"build", "vocabulary", "forms", "face", "clinical"}."""
    return {
        "build": BUILD,
        "vocabulary": vocabulary.as_json(),
        "forms": forms.as_json(),
        "face": facemap.listed(),
        "clinical": clinical.as_json(),
    }


def phone_templates() -> list[str]:
    """The templates whose trees travel to the phone, sorted."""
    found = (path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
    return sorted(name for name in found if name == "base.html" or name.split("/")[0] in PHONE_FOLDERS)


@cache
def bundle() -> dict[str, Any]:
    """What /shell/<build>.json holds: all a phone needs to draw pages by itself. Raises trees.Unsupported.

    {build, vocabulary, forms, face, clinical, trees, subset, shapes, pages: {function: template}, headers,
    assets: {path: digest}}
    """
    return data() | {
        "trees": trees.bundle(environment(), phone_templates()),
        "subset": subset.as_json(environment().house),
        "shapes": structure.as_json(),
        "pages": PAGES,
        "headers": HEADERS,
        "assets": assets(),
    }


def assets() -> dict[str, str]:
    """The files a worker keeps for the time without a network: {path below the build's prefix: digest}.

    A digest is the first 16 hex digits of SHA-256: enough to notice damage, and no digits that each visit pays for.
    """
    kept = {
        path: body for path, body in FILES.items() if path in _OF_PAGES or not path.startswith(_NOT_CACHED)
    }
    kept |= {
        "/offline": offline_page().encode(),
        "/reference": reference_page().encode(),
        "/help": help_page().encode(),
    }
    return {path: hashlib.sha256(body).hexdigest()[:16] for path, body in kept.items()}


def offline_page() -> str:
    """The page for a network that is not there. It says nothing about any person: the worker keeps it for all."""
    frame: dict[str, Any] = {
        "title": "No connection",
        "heading": "No connection",
        "back": None,
        "here": "",
        "tabs": [],
    }
    return render("offline.html", frame | {"sync": None, "notice": None})


@cache
def reference_page() -> str:
    """The clinical reference. The worker keeps it, so that it opens without a network too."""
    return render("reference/show.html", reference(BUILD))


@cache
def help_page() -> str:
    """How the logbook is used, in a page's length; the worker keeps it for when there is no network."""
    frame = {"title": "Help", "heading": "Help", "back": "/me", "build": BUILD, "here": "me", "tabs": []}
    return render("reference/help.html", frame | {"sync": None, "notice": None})


def _files() -> dict[str, bytes]:
    """Every file as it is written: nothing is rewritten on its way, so what is tested is what phones run."""
    # Notes on where a file comes from are for readers of the source.
    found = sorted(path for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".md")
    # The outlines of the areas as numbers, for the page's editor; the drawings are their source.
    made = {"face/areas.json": orjson.dumps(facemap.as_json())}
    return {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in found} | made


def _build() -> str:
    """Twelve hex digits over everything that a page is made of, so that no two builds share an address."""
    said = orjson.dumps(
        [vocabulary.as_json(), forms.as_json(), clinical.everything(), structure.as_json(), HEADERS, PAGES],
        option=orjson.OPT_NON_STR_KEYS,
    )
    templates = sorted(TEMPLATES.rglob("*.html"))
    made_of = FILES | {f"{path.relative_to(HERE)}": path.read_bytes() for path in templates}
    digest = hashlib.sha256(said)
    for name, body in made_of.items():
        digest.update(f"{name} {len(body)} ".encode() + body)
    return digest.hexdigest()[:12]


# Read once: a process serves exactly one build, whatever happens to its files meanwhile.
FILES: dict[str, bytes] = _files()
BUILD: str = _build()
