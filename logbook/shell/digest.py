"""The name of a build: a digest of all that its pages are made of."""

import hashlib
from functools import cache

import orjson

from logbook import clinical, kinds, vocabulary
from logbook.shell.pages import PAGES
from logbook.shell.policy import HEADERS
from logbook.shell.static import HERE, TEMPLATES, files


@cache
def build() -> str:
    """Twelve hex digits over everything that a page is made of, so that no two builds share an address."""
    said = orjson.dumps(
        [vocabulary.as_json(), kinds.forms(), clinical.everything(), kinds.shapes(), HEADERS, PAGES],
        option=orjson.OPT_NON_STR_KEYS,
    )
    templates = sorted(TEMPLATES.rglob("*.html"))
    made_of = files() | {f"{path.relative_to(HERE)}": path.read_bytes() for path in templates}
    digest = hashlib.sha256(said)
    for name, body in made_of.items():
        digest.update(f"{name} {len(body)} ".encode() + body)
    return digest.hexdigest()[:12]
