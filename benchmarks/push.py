"""Claim: a push of 100 cases costs at most 350 µs of server CPU a case. Prints the ratio to raw SQL in one run.

Requests go straight into the WSGI application (no HTTP server between), on durable databases; each request also
pulls what it pushed. Run: python -m benchmarks.push
"""

import argparse

from benchmarks import limit
from benchmarks.clock import Clock, median_ms
from benchmarks.filled import Asker, a_case, databases, grow, opened, packed, unpacked
from tests.support.cast.people import Somebody
from tests.support.cast.phone import envelope
from tests.support.documents.statements import mutation

HELD = 100  # cases each trainee has before: digest and report are made of all of them


def main() -> None:
    """One line a database, batch size and server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=6, help="the first only warms up")
    turns = parser.parse_args().turns
    print(
        f"{'database':<11}{'batch':>6}  {'server':<8}{'ms a push':>10}{'CPU µs an entry':>17}  of it database, report"
    )
    with databases() as makers:
        for name, make in makers.items():
            with opened(make()) as app, opened(make()) as other:
                bare = limit.app(other.config["SQLALCHEMY_DATABASE_URI"])
                for batch, requests in ((100, 5), (1, 60)):
                    ours = [Asker(app, one) for one in grow(app, turns, HELD)]
                    raw = [Asker(other, one, bare) for one in grow(other, turns, HELD)]
                    clocks = measure(batch, requests, {"logbook": ours, "raw SQL": raw})
                    show(name, batch, clocks)


def measure(batch: int, requests: int, askers: dict[str, list[Asker]]) -> dict[str, Clock]:
    """Both servers in turns, so that a busy machine is busy for both; a new trainee each turn."""
    clocks = {who: Clock() for who in askers}
    for turn in range(len(askers["logbook"])):
        if turn == 1:
            clocks = {who: Clock() for who in askers}
        for who, clock in clocks.items():
            asker = askers[who][turn]
            cursor = read_all(asker)
            with clock.turn():
                for number in range(requests):
                    answer = clock.ask(asker, body(asker.somebody, batch, number, cursor))
                    cursor = unpacked(answer)["pull"]["cursor"]
    return clocks


def read_all(asker: Asker) -> str:
    """The cursor of a phone that holds everything."""
    cursor, more = None, True
    while more:
        pull = unpacked(asker.send(body(asker.somebody, 0, 0, cursor)))["pull"]
        cursor, more = pull["cursor"], pull.get("more")
    return str(cursor)


def body(somebody: Somebody, batch: int, number: int, cursor: str | None) -> bytes:
    """A push of this many new cases."""
    cases = [mutation(a_case(number) | {"trainee": somebody.id}) for _ in range(batch)]
    return packed(envelope(somebody, *cases, cursor=cursor))


def show(name: str, batch: int, clocks: dict[str, Clock]) -> None:
    """A line a server, and the ratio."""
    cost = {}
    for who, clock in clocks.items():
        entries = len(clock.walls) * batch
        cost[who] = (clock.own + clock.database) / entries * 1e6
        parts = f"{clock.database / entries * 1e6:8.0f}, {clock.report / entries * 1e6:.0f}"
        print(f"{name:<11}{batch:>6}  {who:<8}{median_ms(clock.walls):>10.2f}{cost[who]:>17.0f}  {parts}")
    ratio = {who: median_ms(clock.walls) for who, clock in clocks.items()}
    print(
        f"{'':<19}of the limit: {ratio['raw SQL'] / ratio['logbook']:.2f} of its speed, "
        f"{cost['logbook'] / cost['raw SQL']:.1f} times its CPU"
    )


if __name__ == "__main__":
    main()
