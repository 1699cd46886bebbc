"""What every answer carries, and the guard that lets only our own pages change anything."""

from flask import Flask, Response, current_app, request

from logbook import shell
from logbook.compression import packed
from logbook.problems import ForeignOrigin

SAFE = {"GET", "HEAD", "OPTIONS"}
HTML = "text/html"


def register(app: Flask) -> None:
    """Guard every unsafe request of this app and dress every answer."""
    app.before_request(refuse_foreign)
    app.after_request(dress)


def refuse_foreign() -> None:
    """Raises ForeignOrigin where a browser says that another site sent an unsafe request.

    Together with the SameSite cookie this is what keeps phone pages free of tokens: a form that was made with no
    network has none to send. What sends neither header is no browser of today, and has no cookie it was not given.
    """
    if request.method in SAFE:
        return
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin not in (None, current_app.config["ORIGIN"]) or site not in (None, "same-origin"):
        raise ForeignOrigin


def dress(response: Response) -> Response:
    """Security headers on everything; nothing is stored that does not say so; pages are packed for the way."""
    response.headers.extend(_missing(response, shell.HEADERS))
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if response.mimetype == HTML:
        response.vary.update(["HX-Request-Type", "Accept-Encoding"])
        _pack(response)
    return response


def encoding() -> str | None:
    """The best encoding that the asker knows: "br", "gzip" or None."""
    return next((name for name in ("br", "gzip") if request.accept_encodings.quality(name) > 0), None)


def _pack(response: Response) -> None:
    if response.is_streamed or response.direct_passthrough or response.content_encoding:
        return
    body, name = packed(response.get_data(), {encoding() or ""})
    if name:
        response.set_data(body)
        response.content_encoding = name


def _missing(response: Response, headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in response.headers}
