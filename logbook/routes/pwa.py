"""What makes the logbook an app: the worker, its files, the shell and the manifest."""

import hashlib
from functools import cache
from pathlib import PurePosixPath

import orjson
from flask import Blueprint, Response, current_app, request

from logbook import headers, shell
from logbook.compression import packed_once
from logbook.problems import NotFound

blueprint = Blueprint("pwa", __name__)

FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_PACKED_ALREADY = {".png"}

MANIFEST: dict[str, str | list[str] | dict[str, str] | list[dict[str, str]]] = {
    "id": "/",
    "name": "Injection Logbook",
    "short_name": "Logbook",
    "description": "Supervised botulinum-toxin injections, logged with no network and countersigned.",
    "lang": "en-GB",
    "dir": "ltr",
    "start_url": "/",
    "scope": "/",
    "display": "standalone",
    "display_override": ["standalone", "minimal-ui"],
    "orientation": "any",
    "background_color": "#f3f6f6",
    "theme_color": "#ffffff",
    "categories": ["medical", "education"],
    "shortcuts": [
        {"name": "Repeat last case", "url": "/entries/new?from=last"},
        {"name": "New case", "url": "/entries/new"},
        {"name": "Observed a case", "url": "/entries/new?from=last&part=observed"},
        {"name": "To sign", "url": "/signoffs"},
    ],
    "launch_handler": {"client_mode": "navigate-existing"},
}


@blueprint.get("/sw.js")
def worker() -> Response:
    """Two lines. Chromium does not update a worker of which only an import has changed, so the build stands here.

    Should a build's pages turn out wrong on phones, a setting serves the worker that only sends what waits.
    """
    script = {"on": shell.WORKER, "off": shell.OFF}[current_app.config["WORKER"]]
    lines = f'// Build {shell.build()}\nimport "/static/{shell.build()}/{script}";\n'
    return _answer(lines.encode(), TYPES[".js"], "no-cache")


@blueprint.get("/static/<build>/<path:path>")
def static(build: str, path: str) -> Response:
    """A file of this build, never to be asked for again. Raises NotFound for other builds.

    Icons are given whatever the build: a home screen asks for the address it was installed with, months later.
    """
    is_icon = path.startswith("icons/")
    if path not in shell.files() or (build != shell.build() and not is_icon):
        raise NotFound
    suffix = PurePosixPath(path).suffix
    encoding = None if suffix in _PACKED_ALREADY else headers.encoding()
    cached = FOR_EVER if build == shell.build() else A_DAY
    return _answer(_file(path, encoding), TYPES[suffix], cached, encoding)


@blueprint.get("/shell/<build>.json")
def bundle(build: str) -> Response:
    """All a phone needs to draw pages by itself. Raises NotFound for other builds."""
    if build != shell.build():
        raise NotFound
    encoding = headers.encoding()
    return _answer(_bundle(encoding), TYPES[".json"], FOR_EVER, encoding)


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """The app as a home screen knows it; `id` stays for ever."""
    return _answer(orjson.dumps(MANIFEST | {"icons": _icons()}), "application/manifest+json", "no-cache")


@blueprint.get("/offline")
def offline() -> str:
    """The page the worker keeps for a network that is not there."""
    return shell.offline_page()


@blueprint.get("/reference")
def reference() -> str:
    """What labels and papers say, with their sources. It is for everybody: it says nothing of any person."""
    return shell.reference_page()


@blueprint.get("/help")
def help() -> str:
    """The help: how the logbook is used, the same for everybody."""
    return shell.help_page()


def _icons() -> list[dict[str, str]]:
    at, png = f"/static/{shell.build()}/icons", "image/png"
    return [
        {"src": f"{at}/icon.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": f"{at}/icon-192.png", "sizes": "192x192", "type": png},
        {"src": f"{at}/icon-512.png", "sizes": "512x512", "type": png},
        {"src": f"{at}/maskable-512.png", "sizes": "512x512", "type": png, "purpose": "maskable"},
    ]


# Packed as small as can be, once a process, when first asked for.
@cache
def _file(path: str, encoding: str | None) -> bytes:
    return packed_once(shell.files()[path], encoding)


@cache
def _bundle(encoding: str | None) -> bytes:
    return packed_once(orjson.dumps(shell.bundle()), encoding)


def _answer(body: bytes, kind: str, cached: str, encoding: str | None = None) -> Response:
    response = Response(body, content_type=kind)
    response.headers["Cache-Control"] = cached
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    # Some browsers ask for a worker's files again whatever Cache-Control says.
    response.set_etag(_etag(body))
    response.make_conditional(request)
    return response


def _etag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]
