"""Everything that may go wrong between a request and its answer, in words for people."""

from collections.abc import Callable
from typing import Any

# Where the front has refused a request already: the key in the WSGI environment, the value a kind of Problem.
REFUSED = "logbook.refused"


class Problem(Exception):
    """Raised anywhere, answered at the edge: JSON {"error", "title", "detail", …} or the page errors/error.html."""

    code = "server_fault"
    status = 500
    title = "Something went wrong on our side"
    detail = "Nothing was changed. Try again in a minute."
    # Draws the form it was about once more, with what was typed and these words: a page in place of errors/error.html.
    again: Callable[[], str] | None = None

    def __init__(self, detail: str = "", **more: Any) -> None:
        super().__init__(detail or self.detail)
        self.detail = detail or self.detail
        self.more = more  # plain JSON, joined to the answer

    def as_dict(self) -> dict[str, Any]:
        """The one shape of an error."""
        return {"error": self.code, "title": self.title, "detail": self.detail, **self.more}


class BadRequest(Problem):
    code = "bad_request"
    status = 400
    title = "We could not read that"
    detail = "Go back, reload the page and try again."


class NotJson(BadRequest):
    code = "not_json"
    detail = "The body must be JSON as the protocol describes it."


class FormExpired(BadRequest):
    code = "form_expired"
    title = "This form is too old"
    detail = "Nothing was changed. Reload the page and send it again."


class SignInFirst(Problem):
    code = "login_required"
    status = 401
    title = "Sign in first"
    detail = "Your work on this device is safe."


class HeaderMissing(Problem):
    code = "header_missing"
    status = 403
    title = "This did not come from the app"
    detail = "Send X-Requested-With: injection-logbook and Sync-Proto."


class NotYours(Problem):
    code = "not_yours"
    status = 403
    title = "This is not yours to do"
    detail = "Ask your coordinator if you think it should be."


class ForeignOrigin(Problem):
    code = "foreign_origin"
    status = 403
    title = "This came from another site"
    detail = "Nothing was changed. Open the logbook itself and try again."


class NotFound(Problem):
    code = "not_found"
    status = 404
    title = "Not found"
    detail = "It does not exist, or it is not yours to see."


class WrongMethod(Problem):
    code = "wrong_method"
    status = 405
    title = "That cannot be done here"
    detail = "Go back and use the page’s own buttons."


class TooSlow(Problem):
    code = "too_slow"
    status = 408
    title = "That took too long to arrive"
    detail = "Nothing was changed. Look at your connection, then send it again."


class Conflict(Problem):
    code = "conflict"
    status = 409
    title = "That no longer fits"
    detail = "Something changed meanwhile. Reload the page and look again."


class WrongAccount(Conflict):
    code = "wrong_account"
    title = "Another person is signed in"
    detail = "Sign in as the person whose work waits here."


class EpochChanged(Conflict):
    code = "epoch_changed"
    title = "The server was restored from a backup"
    detail = "The phone fetches everything again."


class LinkSpent(Problem):
    code = "link_spent"
    status = 410
    title = "This link no longer works"
    detail = "It was used, replaced or is older than its time. Ask your coordinator for a new one."


class TooLarge(Problem):
    code = "too_large"
    status = 413
    title = "That is too large"
    detail = (
        "A form may hold 1 MB, a saved copy 10 MB. Nothing of it was taken: go back, and send less at once."
    )


class WrongType(Problem):
    code = "wrong_type"
    status = 415
    title = "We cannot read this kind of file"
    detail = "Send application/json."


class ProtocolTooOld(Problem):
    code = "proto_too_old"
    status = 426
    title = "This app is too old"
    detail = "Update it, then send again. Nothing is lost."


class TooManyTries(Problem):
    code = "too_many_tries"
    status = 429
    title = "Too many tries"
    detail = "Wait 15 minutes, then try again."


class NotPrinted(Problem):
    code = "not_printed"
    status = 503
    title = "The PDF could not be made"
    detail = "Choose a shorter range of days, or take the spreadsheet. Nothing was changed."


class ExportUnderWay(Problem):
    code = "export_under_way"
    status = 503
    title = "One export at a time"
    detail = "Another export is being made. Try again in a minute."


class TooManyExports(Problem):
    code = "too_many_exports"
    status = 429
    title = "One after the other"
    detail = "Some files of yours are still to be made. Wait until one of them is ready, then try again."


class TooFast(Problem):
    code = "too_fast"
    status = 429
    title = "This phone sends too often"
    detail = "Nothing is lost. It will send again in a minute."


class NotWritable(Problem):
    code = "not_writable"
    status = 503
    title = "Nothing can be saved just now"
    detail = (
        "You can go on reading. Nothing was changed. Try again in a few minutes; if this lasts, tell your training "
        "provider."
    )


class Busy(Problem):
    code = "busy"
    status = 503
    title = "The logbook is busy"
    detail = "Nothing was lost. Try again in a minute."
