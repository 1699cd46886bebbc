"""Signing a case at the server's door, beside few cases and beside many.

    python -m benchmarks.sign [CASES]

Limit: with CASES (2,500) in the account 1.5 times the CPU that it takes with 25, a password's hash in both:
one case is signed, however many there are. The two run in turns.
"""

import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from logbook import store
from tests.support.cast.people import ANA, BEN, PASSWORD
from tests.support.documents.statements import Doc, actor, an_entry, hash_of, mutation
from tests.support.server.application import application, fill, settings, sign_in

FEW, LIMIT, TIMES = 25, 1.5, 9


def main(cases: int = 2500) -> None:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = (_desk(Path(folder) / f"{count}.db", count) for count in (cases, FEW))
        for desk in (many, few):
            next(desk)
        times: dict[int, list[float]] = {cases: [], FEW: []}
        for _ in range(TIMES):
            times[cases].append(next(many))
            times[FEW].append(next(few))
    median = {count: statistics.median(found[2:]) for count, found in times.items()}
    for count, ms in median.items():
        print(f"Sign beside {count:5} cases: {ms:7.1f} ms CPU")
    print(f"{cases} / {FEW}: {median[cases] / median[FEW]:.2f} (limit {LIMIT})")


def _desk(file: Path, count: int) -> Iterator[float]:
    """First readiness, then the CPU milliseconds of one signature after another."""
    url = f"sqlite:///{file}"
    fill(url)
    docs = [an_entry(performed_on=f"2026-0{1 + n % 9}-{10 + n % 19}") for n in range(count)]
    for app in application(url, settings(url)):
        with app.app_context():
            for start in range(0, count, 100):
                part = [mutation(doc) for doc in docs[start : start + 100]]
                store.run(lambda c, part=part: store.accept(c, actor(ANA), part, now="2026-11-20T18:00:00Z"))
        client = sign_in(app.test_client(), BEN)
        yield 0
        for doc in docs:
            yield _signed(client, doc)


def _signed(client: FlaskClient, doc: Doc) -> float:
    fields: dict[str, Any] = {name: str(uuid.uuid4()) for name in ("id", "mutation", "nonce")}
    fields |= {"entry_rev": "1", "entry_hash": hash_of(doc), "rating": "4", "password": PASSWORD}
    begin = time.process_time()
    answer = client.post(
        f"/entries/{doc['id']}/signature", data=fields, headers={"Origin": "http://localhost"}
    )
    spent = time.process_time() - begin
    assert answer.status_code == 303, answer.text
    return spent * 1000


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
