"""What a browser gets to run the logbook as an app."""

import gzip
import hashlib
import json
import posixpath
import re

import brotli
import pytest

from logbook import shell
from logbook.shell import static
from tests.support.server.reader import read

STATIC = f"/static/{shell.build()}"


def test_the_worker_is_two_lines_that_name_the_build(client):
    response = client.get("/sw.js")
    lines = response.text.splitlines()
    assert len(lines) == 2
    assert lines[1] == f'import "{STATIC}/js/worker.js";'
    assert response.mimetype == "text/javascript"
    assert response.headers["Cache-Control"] == "no-cache"
    # A worker takes its rules from its own answer: without them it could evaluate text as code.
    assert response.headers["Content-Security-Policy"] == shell.CSP
    assert client.get(f"{STATIC}/js/worker.js").status_code == 200


@pytest.mark.fault(56)
def test_an_unchanged_worker_is_not_sent_again(client):
    etag = client.get("/sw.js").headers["ETag"]
    again = client.get("/sw.js", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", shell.files())
def test_a_file_of_this_build_is_kept_for_ever(client, path):
    response = client.get(f"{STATIC}/{path}")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    suffix = path.rsplit(".", 1)[1]
    kinds = {
        "js": "text/javascript",
        "json": "application/json",
        "css": "text/css",
        "svg": "image/svg+xml",
        "png": "image/png",
    }
    assert response.mimetype == kinds[suffix]


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0", None), ("", None)]
)
def test_a_file_is_packed_as_the_browser_likes(client, accepted, encoding):
    path = "vendor/htmx-4.0.1.min.js"
    response = client.get(f"{STATIC}/{path}", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in response.headers["Vary"]
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(response.data) == shell.files()[path]
    assert encoding is None or len(response.data) < len(shell.files()[path]) / 2


def test_a_picture_is_not_packed_twice(client):
    response = client.get(f"{STATIC}/icons/icon-192.png", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("path", ["/static/000000000000/css/logbook.css", "/shell/000000000000.json"])
def test_another_build_is_not_served(client, path):
    response = client.get(path)
    assert (response.status_code, response.headers["Cache-Control"]) == (404, "no-store")


def test_a_home_screen_finds_its_icon_by_the_address_of_an_old_build(client):
    response = client.get("/static/000000000000/icons/icon-192.png")
    assert response.data == shell.files()["icons/icon-192.png"]
    assert response.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("path", ["../shell.py", "..%2fshell.py", "vendor/README.md", "", "js", "etc/passwd"])
def test_nothing_but_files_of_the_build_is_served(client, path):
    assert client.get(f"{STATIC}/{path}").status_code == 404


def test_a_slash_too_many_leads_to_a_file_of_the_build_or_to_none(client):
    answer = client.get(f"{STATIC}//etc/passwd")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{STATIC}/etc/passwd")


def test_the_shell_holds_all_that_a_phone_needs(client):
    response = client.get(f"/shell/{shell.build()}.json", headers={"Accept-Encoding": "br"})
    assert response.headers["Cache-Control"].endswith("immutable")
    found = json.loads(brotli.decompress(response.data))
    assert found == json.loads(json.dumps(shell.bundle()))
    assert found["build"] == shell.build()
    assert set(found["pages"].values()) <= set(found["trees"])
    assert found["headers"]["Content-Security-Policy"] == shell.CSP
    assert {"vocabulary", "forms", "subset", "assets"} <= set(found)


def test_what_a_phone_keeps_is_what_it_would_get(client):
    for path, digest in shell.bundle()["assets"].items():
        body = client.get(path if path.startswith("/") else f"{STATIC}/{path}").data
        assert hashlib.sha256(body).hexdigest().startswith(digest) and len(digest) == 16, path


def test_a_phone_keeps_every_file_that_its_pages_name():
    kept = shell.bundle()["assets"]
    for path in (
        "css/logbook.css",
        "js/page.js",
        "vendor/htmx-4.0.1.min.js",
        "icons/sprite.svg",
        "icons/favicon.svg",
    ):
        assert path in kept
    assert "/offline" in kept
    assert not kept.keys() & {shell.WORKER, shell.OFF}


def test_a_phone_keeps_every_script_that_its_pages_import():
    seen: set[str] = set()
    asked = [shell.PAGE]
    while asked:
        path = asked.pop()
        seen.add(path)
        found = re.findall(r"""(?:from |import\()"(\.[^"']+)["']""", shell.files()[path].decode())
        near = {posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in found}
        asked += near - seen
    assert seen == {"js/page.js", "js/editor.js"} and not seen - shell.bundle()["assets"].keys()


@pytest.mark.parametrize(
    "path", ["js/page/main.js", "js/worker/main.js", "js/store/db.js", "vendor/idb-8.0.4.js"]
)
def test_a_script_is_served_in_the_files_that_hold_it_and_not_by_itself(client, path):
    assert path in static.scripts()
    assert client.get(f"{STATIC}/{path}").status_code == 404


def test_the_manifest_leads_to_pages_there_are(client, app):
    response = client.get("/manifest.webmanifest")
    assert response.mimetype == "application/manifest+json"
    manifest = json.loads(response.data)
    assert (manifest["id"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == [
        "/entries/new?from=last",
        "/entries/new",
        "/entries/new?from=last&part=observed",
        "/signoffs",
    ]
    routes = app.url_map.bind("localhost")
    for address in (manifest["start_url"], *(shortcut["url"] for shortcut in manifest["shortcuts"])):
        assert routes.match(address.split("?")[0], method="GET")


def test_the_manifest_has_icons_of_the_sizes_it_says(client):
    icons = json.loads(client.get("/manifest.webmanifest").data)["icons"]
    for icon in icons:
        body = client.get(icon["src"]).data
        if icon["type"] == "image/png":
            width = int.from_bytes(body[16:20], "big")
            assert icon["sizes"] == f"{width}x{width}"
    assert [icon.get("purpose", "any") for icon in icons].count("maskable") == 1


def test_the_offline_page_is_the_same_for_everybody(client, phone_of, ana):
    page = read(client, "/offline")
    assert page.heading == "No connection"
    assert read(phone_of(ana), "/offline").html == page.html


def test_the_build_changes_with_anything_a_page_is_made_of(monkeypatch):
    assert shell.build.__wrapped__() == shell.build()
    monkeypatch.setitem(shell.files(), "css/logbook.css", b"")
    changed = shell.build.__wrapped__()
    assert changed != shell.build()
    monkeypatch.setitem(shell.PAGES, "me", "me/other.html")
    assert shell.build.__wrapped__() not in (changed, shell.build())
