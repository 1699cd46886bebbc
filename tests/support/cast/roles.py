"""What each of the cast gets of a route: a row of statuses, and the rows that many routes share."""

from typing import NamedTuple

from tests.support.cast import people


class Row(NamedTuple):
    """The status for nobody, the trainee, her supervisor, a trainee and a supervisor elsewhere, the coordinator, and
    the administrator of her school."""

    # 401 also stands for a page that leads to /sign-in.
    out: int
    ana: int
    ben: int
    cleo: int
    femi: int
    dan: int
    # Who administers a school and holds no role in a programme sees of cases what a stranger does.
    gil: int | None = None

    def of(self, who: str) -> int:
        """The status for one of them."""
        found: int | None = getattr(self, who)
        return self.femi if found is None else found


CAST = {
    "ana": people.ANA,
    "ben": people.BEN,
    "cleo": people.CLEO,
    "femi": people.FEMI,
    "dan": people.DAN,
    "gil": people.GIL,
}
ANYBODY = Row(200, 200, 200, 200, 200, 200)
SIGNED_IN = Row(401, 200, 200, 200, 200, 200)
TRAINEES = Row(401, 200, 404, 200, 404, 404)
HERS = Row(401, 200, 404, 404, 404, 404)
HIS = Row(401, 404, 200, 404, 404, 404)
LOGBOOKS = Row(401, 200, 404, 200, 404, 200)  # one's own, or those one coordinates
COORDINATOR = Row(401, 403, 403, 403, 403, 200)
TUTORS = Row(401, 404, 200, 404, 200, 200, 404)  # of somebody
TUTORS_OF_ANA = Row(401, 404, 200, 404, 404, 200)
KEEPERS = Row(401, 403, 403, 403, 403, 200, 404)
ADMINISTRATOR = Row(401, 403, 403, 403, 403, 403, 200)


def sent(row, status):
    """The row of the form's own POST: who gets the page gets this answer to an empty form."""
    return Row(*(status if found == 200 else found for found in row))
