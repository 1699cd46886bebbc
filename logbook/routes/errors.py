"""The page of every problem: what happened and what to do, in the frame of the person who met it."""

from flask import g, request

from logbook import shell
from logbook.pages import frame
from logbook.problems import Problem
from logbook.traces import NUMBER


def page(problem: Problem) -> str:
    """The HTML of a problem. It asks nothing of the database, which may be the problem."""
    # A request can fail before anybody was looked up.
    person, number = g.get("person"), request.environ.get(NUMBER)
    return shell.render(
        "errors/error.html",
        frame.page(person, shell.data(), problem.title, problem=problem.as_dict(), number=number),
    )
