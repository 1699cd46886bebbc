"""What every answer carries, and the guard that lets only our own pages change anything."""

from time import monotonic

from flask import Flask, Response, current_app, request

from logbook import shell
from logbook.compression import packed
from logbook.problems import BadRequest, ForeignOrigin
from logbook.traces import trace

SAFE = {"GET", "HEAD", "OPTIONS"}
HTML = "text/html"
NOTICE_S = 3600
_NOTICED = "logbook-forwarded-noticed"


def register(app: Flask) -> None:
    """Guard every unsafe request of this app and dress every answer."""
    app.before_request(refuse_foreign)
    app.before_request(refuse_nul)
    app.before_request(notice_proxy)
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


def refuse_nul() -> None:
    """Raises BadRequest for a NUL in an address or a form: no keyboard makes one, and PostgreSQL keeps none."""
    is_form = request.mimetype == "application/x-www-form-urlencoded"
    given = [request.args, request.form] if is_form else [request.args]
    texts = (text for fields in given for pair in fields.items(multi=True) for text in pair)
    if "\0" in request.path or any("\0" in text for text in texts):
        raise BadRequest


def notice_proxy() -> None:
    """Say, once an hour, that a proxy names callers whom nobody asked it to name: all of them count as one place."""
    if current_app.config["PROXIES"] or "X-Forwarded-For" not in request.headers:
        return
    last = current_app.extensions.get(_NOTICED)
    if last is None or monotonic() - last >= NOTICE_S:
        current_app.extensions[_NOTICED] = monotonic()
        current_app.logger.warning(
            "X-Forwarded-For arrives while LOGBOOK_PROXIES is 0: to the limits of sign-in all callers are one place. "
            "Set LOGBOOK_PROXIES to the number of your proxies, or let none of them set it."
        )
        trace("forwarded")


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
