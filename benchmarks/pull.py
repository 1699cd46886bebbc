"""Claim: a pull of one change costs the same at 100 thousand entries as at 10 thousand. Prints the ratio to raw SQL.

Every trainee holds 500 cases. Requests go straight into the WSGI application (no HTTP server between), on durable
databases. Run: python -m benchmarks.pull
"""

import argparse
import random

from flask import Flask
from sqlalchemy import func, select

from benchmarks import limit
from benchmarks.clock import Clock, median_ms
from benchmarks.filled import Asker, databases, grow, opened, unpacked
from benchmarks.push import body, read_all
from logbook import feed, store
from logbook.models import CellPointer

EACH = 500
ASKED = 20  # trainees asked in turns, so that no single one stays in every cache


def main() -> None:
    """One line a database, size and server; then how the larger compares with the smaller."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    options = parser.parse_args()
    print(
        f"{'database':<11}{'entries':>8}  {'server':<8}{'ms a pull':>10}{'CPU µs a pull':>15}  of it database, report"
    )
    with databases() as makers:
        for name, make in makers.items():
            found = [measure(name, make(), size, options.requests) for size in options.sizes]
            growth = ", ".join(f"{who} {found[-1][who] / found[0][who]:.2f}" for who in found[0])
            print(f"{'':<21}{options.sizes[-1]} entries against {options.sizes[0]}: {growth}")


def measure(name: str, url: str, size: int, requests: int) -> dict[str, float]:
    """Milliseconds of a pull of one change, {server: median}, both on the same database in turns."""
    with opened(url) as app:
        bare = limit.app(url)
        chosen = random.sample(grow(app, size // EACH, EACH), ASKED)
        askers = {
            "logbook": [Asker(app, one) for one in chosen],
            "raw SQL": [Asker(app, one, bare) for one in chosen],
        }
        cursors = {who: [read_all(one) for one in some] for who, some in askers.items()}
        clocks: dict[str, Clock] = {}
        for number in range(-ASKED, requests):  # the first round warms up
            if number in (-ASKED, 0):
                clocks = {who: Clock() for who in askers}
            for who, clock in clocks.items():
                cursors[who][number % ASKED] = pull_one(
                    app, askers[who][number % ASKED], clock, cursors[who][number % ASKED]
                )
        for who, clock in clocks.items():
            show(name, size, who, clock)
        return {who: median_ms(clock.walls) for who, clock in clocks.items()}


def pull_one(app: Flask, asker: Asker, clock: Clock, cursor: str) -> str:
    """Let one case change, pull it; gives the next cursor."""
    cell = feed.own_cell("entry", asker.somebody.id)
    # Always the same case: what changed for the other server is then no second change for this one.
    mine = select(func.min(CellPointer.doc_id)).where(CellPointer.cell == cell, CellPointer.kind == "entry")
    with app.app_context(), store.writing() as connection:
        feed.touch(connection, [(cell, "entry", connection.execute(mine).scalar_one())])
    with clock.turn():
        packed = clock.ask(asker, body(asker.somebody, 0, 0, cursor))
    answer = unpacked(packed)
    kinds = [doc["kind"] for doc in answer["pull"]["docs"]]
    if kinds not in (["entry"], ["entry", "report"]):
        raise RuntimeError(f"one change, but pulled {kinds}")
    return str(answer["pull"]["cursor"])


def show(name: str, size: int, who: str, clock: Clock) -> None:
    """One line."""
    own, database, report = (
        part / len(clock.walls) * 1e6 for part in (clock.own, clock.database, clock.report)
    )
    wall = median_ms(clock.walls)
    print(f"{name:<11}{size:>8}  {who:<8}{wall:>10.2f}{own + database:>15.0f}  {database:8.0f}, {report:.0f}")


if __name__ == "__main__":
    main()
