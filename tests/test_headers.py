"""What every answer carries, and who may change anything."""

import brotli
import pytest

from logbook import shell
from tests.support.server.application import ORIGIN, application, settings


@pytest.mark.parametrize("path", ["/sign-in", "/healthz", "/sw.js", "/no/such/page", "/manifest.webmanifest"])
def test_every_answer_carries_the_security_headers(client, path):
    response = client.get(path)
    for name, value in shell.HEADERS.items():
        assert response.headers.getlist(name) == [value], name
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cache-Control"]
    # Only under HTTPS: a demo on localhost would lock the browser's other projects out.
    assert "Strict-Transport-Security" not in response.headers


def test_the_policy_lets_nothing_run_but_our_own_files():
    rules = dict(rule.split(" ", 1) for rule in shell.CSP.split("; "))
    assert rules["default-src"] == "'none'"
    assert (
        rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    )
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in shell.CSP


def test_a_page_is_stored_by_nobody_and_varies_with_how_it_is_asked_for(client):
    response = client.get("/sign-in")
    assert response.headers["Cache-Control"] == "no-store"
    assert {"HX-Request-Type", "Accept-Encoding"} <= set(response.vary)


def test_a_page_travels_packed(client):
    packed = client.get("/sign-in", headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert b"<h1" in brotli.decompress(packed.data)


def test_under_https_a_browser_stays_there(sqlite_url):
    for app in application(sqlite_url, settings(sqlite_url) | {"SECURE": True}):
        assert "max-age" in app.test_client().get("/healthz").headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ORIGIN + ":8080"},
        {"Origin": ORIGIN + ".evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/entries/new", "/sync"])
def test_another_site_changes_nothing(phone_of, ana, path, headers):
    response = phone_of(ana).post(path, headers=headers | {"Accept": "application/json"})
    assert (response.status_code, response.json["error"]) == (403, "foreign_origin")


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": ORIGIN}, {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}]
)
def test_our_own_pages_pass_the_guard(client, headers):
    response = client.post("/no/such/page", headers=headers | {"Accept": "application/json"})
    assert response.json["error"] != "foreign_origin"


def test_another_site_may_link_to_us(client):
    response = client.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 200
