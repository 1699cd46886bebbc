"""Many people write at once: nobody waits in vain, nothing is lost, nothing is there twice. Real databases only."""

import json
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from logbook.auth import pace
from logbook.models import Entry, MutationResult, Statement
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import an_entry, mutation
from tests.support.server.application import application, sign_in

pytestmark = pytest.mark.slow

COPIES = 50


@pytest.fixture
def desk(both_databases):
    return Desk(both_databases)


@pytest.mark.fault(42)
def test_eight_writers_in_two_processes_meet_no_locked_database(app, sqlite_url):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        statuses = [status for part in pool.map(write_with_four, [sqlite_url] * 2) for status in part]
    assert statuses == ["applied"] * 8 * 20
    assert Desk(app).count(Entry) == 160


@pytest.mark.fault(22)
def test_fifty_copies_of_one_mutation_get_one_answer(desk):
    """A phone that asks again before the first answer came, on fifty threads at the same moment."""
    body = json.dumps(envelope(ANA, mutation(an_entry())))
    clients = [sign_in(desk.app.test_client(), ANA) for _ in range(COPIES)]
    start = threading.Barrier(COPIES)

    def send(client):
        start.wait()
        return json.dumps(post(client, body).get_json()["results"])

    with ThreadPoolExecutor(COPIES) as pool:
        answers = list(pool.map(send, clients))
    assert len(set(answers)) == 1 and '"applied"' in answers[0]
    assert desk.count(Statement) == desk.count(Entry) == desk.count(MutationResult) == 1


@pytest.mark.fault(41)
def test_two_requests_with_the_same_entries_in_other_order_do_not_lock_each_other_out(desk):
    """Rows are locked and keys inserted in one order, whatever the order of arrival."""
    mutations = [mutation(an_entry()) for _ in range(20)]
    start = threading.Barrier(2)

    def send(sent):
        start.wait()
        return {verdict["status"] for verdict in desk.send(ANA, *sent)}

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, [mutations, mutations[::-1]])) == [{"applied"}, {"applied"}]
    assert desk.count(Entry) == 20


def write_with_four(url):
    """Four phones of Ana's, each sending twenty cases one by one; gives all statuses."""
    statuses = []
    # In a minute that is more than one account may push, whatever its phones are.
    pace.MOST = 1000

    def write(app):
        client = sign_in(app.test_client(), ANA)
        for _ in range(20):
            answer = post(client, envelope(ANA, an_entry())).get_json()
            # Whatever else comes is told by the comparison: an error in this thread would be seen by nobody.
            statuses.extend(one["status"] for one in answer.get("results", [{"status": answer.get("error")}]))

    for app in application(url):
        threads = [threading.Thread(target=write, args=(app,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return statuses
