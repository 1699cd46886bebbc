"""What comes in fields that nobody sees is judged in words, and what was typed stays on the page."""

import pytest

from tests.support.cast.clinic import ORIGIN, answers, held, told
from tests.support.cast.people import BEN
from tests.support.documents.statements import an_entry
from tests.support.server.reader import check, read

# A control, an override of direction, a private sign, and one beyond the planes in use.
SIGNS = ["\x01", "\x7f", "\u202e", "\ue000", "\U000f0000"]
FIELDS = [
    "id",
    "mutation",
    "points__0__view",
    "points__0__x",
    "tz",
    "base_hash",
    "amends",
    "instead",
    "from",
    "kept",
]
WORDS = "A part of this form that is not shown has come changed, and nothing was saved."


@pytest.mark.finding("attack.L4")
@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
@pytest.mark.parametrize("name", FIELDS)
def test_no_field_of_a_case_makes_the_server_fail(hers, app, name, sign):
    given = answers(**{name: f"a{sign}b", "reflection": "Ask for a frown first."})
    answer = hers.post("/entries/new", data=given, headers=ORIGIN)
    if answer.status_code == 303:
        # Not a part of the statement: nothing of it was kept.
        assert sign not in str(held(app, "entry"))
        return
    assert answer.status_code == 422 and held(app, "entry") == []
    assert "Ask for a frown first." in answer.get_data(as_text=True)


@pytest.mark.finding("attack.L4")
@pytest.mark.parametrize(
    ("name", "given"),
    [("id", "a\u202eb"), ("mutation", "a\u202eb"), ("points__0__view", "a\u202eb")],
    ids=["id", "mutation", "view"],
)
def test_what_has_no_place_is_said_in_words(hers, name, given):
    answer = hers.post("/entries/new", data=answers(**{name: given}), headers=ORIGIN)
    assert WORDS in check(answer, "/entries/new", 422).text


@pytest.mark.finding("attack.L4")
@pytest.mark.parametrize("name", ["id", "mutation", "nonce", "entry_hash", "entry_rev"])
def test_no_field_of_a_sheet_makes_the_server_fail(app, phone_of, name):
    his, path = phone_of(BEN), f"/entries/{told(app, an_entry())['id']}/signoff"
    form = read(his, path).form(path) | {"feedback": "Name the batch.", name: "a\u202eb"}
    answer = his.post(path, data=form, headers=ORIGIN)
    assert answer.status_code == 422 and "Name the batch." in answer.text
    assert held(app, "signoff") == []


@pytest.mark.finding("attack.L4")
@pytest.mark.parametrize("mutation", ["", "x" * 400, "not an id"])
def test_an_answer_without_an_id_of_its_own_is_refused_each_time(app, phone_of, mutation):
    his, path = phone_of(BEN), f"/entries/{told(app, an_entry())['id']}/signoff"
    for _ in range(2):
        form = read(his, path).form(path) | {"feedback": "Name the batch.", "mutation": mutation}
        answer = his.post(path, data=form, headers=ORIGIN)
        # An empty field is filled by the form that comes back, and the next try goes through.
        assert answer.status_code == 422 and WORDS in answer.text
    assert held(app, "signoff") == []


@pytest.mark.finding("attack.L4")
@pytest.mark.parametrize("path", ["/me/devices/a%00b/ending", "/entries/a%00b/edit", "/entries/new"])
def test_a_nul_is_refused_before_any_database_is_asked(hers, path):
    given = answers(mutation="a\0b") if path.endswith("new") else {}
    assert hers.post(path, data=given, headers=ORIGIN).status_code == 400
    assert hers.get("/entries?q=a%00b").status_code == 400
