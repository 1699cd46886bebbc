"""What looks mistyped in a registration number, said beside it while it is typed, to anybody: no number is refused."""

from flask import Blueprint, request

from logbook import shell
from logbook.regulation import numbers

blueprint = Blueprint("remarking", __name__)
# As long as the fields are that it is asked of.
_MOST = 200


@blueprint.get("/registers/remark")
def remark() -> str:
    """The remark on a number of a body, as a part of the page on which both are typed."""
    body, number = (request.args.get(name, "")[:_MOST] for name in ("licence_body", "licence_number"))
    return shell.render("account/remark.html", {"remark": numbers.remark(body, number)})
