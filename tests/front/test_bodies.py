"""How much of a body is waited for, and for how long, by a clock that nothing but these waits moves on."""

import asyncio
from types import SimpleNamespace

import pytest

from logbook import budgets
from logbook.front.bodies import Bodies, Refused
from tests.support.browser import loops

pytestmark = pytest.mark.finding("attack.H4")


class Jumping(asyncio.SelectorEventLoop):
    """A loop that waits for nothing: where all sleep, its clock jumps to who wakes first. A crowded machine, which
    holds all up for longer than a silence may last, is no slow caller then."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        select = self._selector.select

        def jump(timeout=None):
            self.seconds += timeout or 0
            return select(0)

        self._selector.select = jump

    def time(self) -> float:
        return self.seconds


def run(work):
    return loops.run(work, Jumping)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(budgets, "BODY_S", 0.25)
    monkeypatch.setattr(budgets, "SILENCE_S", 0.15)
    monkeypatch.setattr(budgets, "BODY_RATE", 1_000_000)


def asked(path="/sync", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(path=path, headers=named, http_version="1.1")


async def parts(*sizes, every=0.0):
    for size in sizes:
        await asyncio.sleep(every)
        yield b"x" * size


def read(scope, protocol, bodies=None):
    return run((bodies or Bodies()).read(scope, protocol))


def refusal(scope, protocol):
    bodies = Bodies()
    with pytest.raises(Refused) as refused:
        read(scope, protocol, bodies)
    assert bodies.held == 0 and not bodies.under_way
    return refused.value.problem.code


def test_a_request_without_a_body_waits_for_nothing():
    assert read(asked(), None) == b""


@pytest.mark.parametrize("length", [{"content_length": "30"}, {"transfer_encoding": "chunked"}])
def test_a_body_comes_whole_and_is_counted_until_it_is_given_back(length):
    bodies = Bodies()
    assert read(asked(**length), parts(10, 20), bodies) == b"x" * 30
    assert bodies.held == 30
    bodies.give_back(30)
    assert bodies.held == 0


def test_a_silence_ends_a_body():
    assert refusal(asked(content_length="2"), parts(1, 1, every=0.2)) == "too_slow"


def test_a_drip_ends_a_body_however_steady_it_is():
    assert refusal(asked(content_length="90"), parts(*[1] * 90, every=0.02)) == "too_slow"


def test_a_large_body_at_an_honest_pace_may_take_longer():
    sizes = [40_000] * 20
    assert len(read(asked(content_length="800000"), parts(*sizes, every=0.02))) == 800_000


@pytest.mark.parametrize(
    ("path", "size", "fits"),
    [
        ("/sync", budgets.FORM_BYTES, True),
        ("/sync", budgets.FORM_BYTES + 1, False),
        ("/me/copies", budgets.COPY_BYTES, True),
        ("/me/copies", budgets.COPY_BYTES + 1, False),
    ],
)
def test_each_address_has_its_largest_body(path, size, fits):
    for length in ({"content_length": str(size)}, {"transfer_encoding": "chunked"}):
        if fits:
            assert len(read(asked(path, **length), parts(size))) == size
        else:
            assert refusal(asked(path, **length), parts(size)) == "too_large"


def test_what_is_far_too_large_by_its_own_word_is_not_read_at_all():
    assert refusal(asked(content_length=str(budgets.DROPPED_BYTES + 1)), None) == "too_large"


def test_what_is_a_little_too_large_comes_to_its_end_and_is_kept_nowhere():
    """Whoever answers while the other side still sends is not heard."""
    bodies, held = Bodies(), []

    async def watched():
        async for part in parts(*[400_000] * 5):
            yield part
            held.append(bodies.held)

    with pytest.raises(Refused):
        read(asked(content_length="2000000"), watched(), bodies)
    assert held == [400_000, 800_000, 0, 0, 0]


def test_one_that_never_ends_is_ended():
    assert refusal(asked(transfer_encoding="chunked"), parts(*[1_000_000] * 999)) == "too_large"


def test_where_many_are_under_way_the_one_that_takes_longest_makes_room(monkeypatch):
    monkeypatch.setattr(budgets, "BODIES", 2)

    async def many():
        bodies = Bodies()
        pending = [bodies.read(asked(content_length="9"), parts(1, 8, every=0.05)) for _ in range(3)]
        return await asyncio.gather(*pending, return_exceptions=True)

    first, *others = run(many())
    assert isinstance(first, Refused) and first.problem.code == "busy"
    assert others == [b"x" * 9] * 2


def test_all_bodies_together_stay_within_their_budget(monkeypatch):
    monkeypatch.setattr(budgets, "BODIES_BYTES", 1000)

    async def many():
        bodies = Bodies()
        slow = asyncio.create_task(bodies.read(asked(content_length="2000"), parts(900, 1100, every=0.05)))
        await asyncio.sleep(0.07)
        assert bodies.held == 900
        honest = await bodies.read(asked(content_length="500"), parts(500))
        with pytest.raises(Refused) as refused:
            await slow
        return refused.value.problem.code, len(honest), bodies.held

    assert run(many()) == ("busy", 500, 500)
