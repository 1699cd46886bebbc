"""A page drawn twice: by pages.py and Jinja2, by pages.js and render.js, from one snapshot, one request, one clock."""

import json
import re
from functools import cache
from typing import Any, NamedTuple

from logbook import pages, shell
from logbook.pages.clock import Clock
from tests.contract import engine
from tests.support.server import shipped

Doc = dict[str, Any]
PAGES, RENDER = "twins/pages.js", "worker/render.js"
NOW, TZ = "2026-11-20T10:31:00Z", "Europe/London"
IDS = {
    name: f"5{place}000000-0000-4000-8000-000000000000"
    for place, name in enumerate(
        ("entry", "mutation", "signoff", "withdrawal", "nonce", "review", "set_aside")
    )
} | {"code": "K7QF"}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_HOLD = "(m, place, snapshot, table) => { (globalThis.held ??= [])[place] = { snapshot, table }; }"
_DRAW = f"""(m, name, place, request, now, tz) => {{
  const {{ snapshot, table }} = globalThis.held[place];
  const local = (instant) => {{
    if (!(instant in table)) throw new Error(`${{instant}} is in no document`);
    return table[instant];
  }};
  const page = m["{PAGES}"][name](snapshot, request, {{ now, tz, local }}, globalThis.bundle);
  return {{ page, html: page && globalThis.draw(globalThis.bundle.pages[name], page) }};
}}"""


class Drawn(NamedTuple):
    """What one language made: the page's JSON and its HTML, or None and None where there is no such page."""

    page: Doc | None
    html: str | None


def here(name: str, snapshot: Doc, request: Doc, now: str = NOW, tz: str = TZ) -> Drawn:
    """By pages.py and Jinja2."""
    page = page_here(name, snapshot, request, now, tz)
    return Drawn(page, None if page is None else shell.render(shell.PAGES[name], page))


def page_here(name: str, snapshot: Doc, request: Doc, now: str = NOW, tz: str = TZ) -> Doc | None:
    """By pages.py alone: what is compared with a page that is drawn elsewhere needs no HTML."""
    made: Doc | None = getattr(pages, name)(snapshot, request, Clock(now, tz), shell.data())
    return made


def there(name: str, snapshot: Doc, request: Doc, now: str = NOW, tz: str = TZ) -> Drawn:
    """By pages.js and render.js. The phone's own clock is a browser's; here it reads from the server's."""
    _load()
    answer = engine.apply([PAGES, RENDER], _DRAW, name, _hold(snapshot, now, tz), request, now, tz)
    return Drawn(answer["page"], answer["html"])


def asked(path: str, id: str | None = None, **more: Any) -> Doc:
    """A request as page functions take it: asked("/entries", query={"show": "all"})."""
    known = {"path": path, "query": {}, "ids": IDS} | more
    return known if id is None else known | {"id": id}


def differences(one: Any, other: Any, path: str = "page") -> list[str]:
    """Where two pages differ, in words; types count, so that true is not 1."""
    if type(one) is not type(other):
        return [f"{path}: {one!r:.80} here, {other!r:.80} there"]
    if isinstance(one, dict):
        keys = sorted(one.keys() ^ other.keys())
        only = [f"{path}.{key}: only {'here' if key in one else 'there'}" for key in keys]
        return only + [
            words
            for key in one
            if key in other
            for words in differences(one[key], other[key], f"{path}.{key}")
        ]
    if isinstance(one, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [words for place, pair in pairs for words in differences(*pair, f"{path}[{place}]")]
    return [] if one == other else [f"{path}: {one!r:.80} here, {other!r:.80} there"]


# Snapshots that lie in the other world already: large, and visited many times.
_held: list[tuple[Doc, str, str]] = []


def _hold(snapshot: Doc, now: str, tz: str) -> int:
    for place, (held, *clock) in enumerate(_held):
        if held is snapshot and clock == [now, tz]:
            return place
    local = Clock(now, tz).local
    table = {instant: local(instant) for instant in {now, *_INSTANT.findall(json.dumps(snapshot))}}
    _held.append((snapshot, now, tz))
    engine.apply([], _HOLD, len(_held) - 1, snapshot, table)
    return len(_held) - 1


@cache
def _load() -> None:
    bundle = {name: value for name, value in shipped.bundle().items() if name not in ("headers", "assets")}
    source = f"(m, bundle) => {{ globalThis.bundle = bundle; globalThis.draw = m['{RENDER}'].createRenderer(bundle); }}"
    engine.apply([PAGES, RENDER], source, bundle)
