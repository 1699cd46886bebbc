"""What both servers say to a browser with every page: what it may load, and what it may tell others."""

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
