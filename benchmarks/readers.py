"""Claims: a push costs the same for 41 readers as for 2; a pull of one change beside 5,000 own cases as beside 500.

    python -m benchmarks.readers

The report apart, which is made when something changed. CPU of the server and of its database, in turns.
"""

from typing import Any

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import InstrumentedAttribute

from benchmarks import push
from benchmarks.clock import Clock
from benchmarks.filled import Asker, databases, grow, opened, unpacked
from benchmarks.pull import pull_one
from benchmarks.push import read_all
from logbook import instants, models, store
from logbook.office import roles
from tests.support.cast.people import ANA, BEN, NORTH

READERS, TIMES, BATCH = 41, 12, 100
FEW, MANY = 500, 5000


def main() -> None:
    """Two lines a database."""
    with databases() as makers:
        for name, make in makers.items():
            with opened(make()) as few, opened(make()) as many:
                _supervisors(many, READERS - 2)
                clocks = _pushes(few, many)
                _show(name, "push of 100, 2 and 41 readers", *clocks)
            with opened(make()) as app:
                small, large = grow(app, 1, FEW)[0], grow(app, 1, MANY)[0]
                _show(name, "pull of 1 beside 500 and 5,000 cases", *_pulls(app, small, large))


def _supervisors(app: Flask, count: int) -> None:
    """So many more who supervise where Ana trains."""
    columns: list[InstrumentedAttribute[Any]] = list(models.Person.__mapper__.columns)
    with app.app_context(), store.writing() as connection:
        ben = dict(connection.execute(select(*columns).where(models.Person.id == BEN.id)).mappings().one())
        for number in range(count):
            id = f"29000000-0000-4000-8000-{number:012d}"
            connection.execute(
                insert(models.Person).values(ben | {"id": id, "email": f"{number}@example.org"})
            )
            roles.enrol(connection, id, NORTH, "supervisor", instants.now())


def _pushes(few: Flask, many: Flask) -> tuple[Clock, Clock]:
    askers = Asker(few, ANA), Asker(many, ANA)
    cursors = [read_all(asker) for asker in askers]
    clocks = Clock(), Clock()
    for number in range(-2, TIMES):
        if number == 0:
            clocks = Clock(), Clock()
        for place, clock in enumerate(clocks):
            with clock.turn():
                answer = clock.ask(askers[place], push.body(ANA, BATCH, number, cursors[place]))
            cursors[place] = read_all(askers[place]) if unpacked(answer)["pull"]["more"] else _cursor(answer)
    return clocks


def _cursor(answer: bytes) -> str:
    return str(unpacked(answer)["pull"]["cursor"])


def _pulls(app: Flask, small: Any, large: Any) -> tuple[Clock, Clock]:
    askers = Asker(app, small), Asker(app, large)
    cursors = [read_all(asker) for asker in askers]
    clocks = Clock(), Clock()
    for number in range(-2, TIMES):
        if number == 0:
            clocks = Clock(), Clock()
        for place, clock in enumerate(clocks):
            cursors[place] = pull_one(app, askers[place], clock, cursors[place])
    return clocks


def _show(name: str, what: str, first: Clock, second: Clock) -> None:
    spent = [
        (clock.own + clock.database - clock.report) / len(clock.walls) * 1e3 for clock in (first, second)
    ]
    print(f"{name:<11}{what:<40}{spent[0]:8.1f} {spent[1]:8.1f} ms CPU, ratio {spent[1] / spent[0]:.2f}")


if __name__ == "__main__":
    main()
