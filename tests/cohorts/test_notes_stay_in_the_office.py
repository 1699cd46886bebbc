"""Free text about somebody, and their name in a school's papers, go to no phone and no paper: not into the feed, no
export, no page of theirs, no file."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from logbook import instants, store
from tests.support.cast import people
from tests.support.cast.clinic import told
from tests.support.cast.cohorts import arranged, made
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.cast.phone import envelope, post
from tests.support.cast.registers import written
from tests.support.cast.terms import excepted
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.lanes import many
from tests.support.server.exported import take
from tests.support.server.reader import read

pytestmark = pytest.mark.finding("use.C10")
# Words that stand nowhere else.
NOTES = st.text("QXZ", min_size=12, max_size=30)
OWN = [
    "/entries",
    "/progress",
    "/pathway",
    "/pathway/supervised",
    "/pathway/what-if",
    "/todo",
    "/me",
    "/me/deadline",
    "/me/details",
    "/export",
]
THEIRS = ["/signoffs", "/signoffs/signed", "/trainees", "/me", f"/entries?trainee={ANA.id}"]


@settings(
    max_examples=many(3, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(note=NOTES)
def test_no_note_leaves_the_office(app, phone_of, note):
    cohort = made(app, [ANA], name=f"Spring {note[:6].lower()}")
    arranged(app, "pause", from_on="2026-06-01", until_on="2026-06-14", reason="illness", note=note)
    arranged(app, "extension", amount=1, unit="weeks", reason="other", cohort_id=cohort, note=note)
    with app.app_context(), store.writing() as connection:
        excepted(connection, instants.now(), "supervised", "waive", note=note)
    for somebody in (ANA, BEN):
        written(app, somebody, "note", text=note)
        written(app, somebody, "name", text=note)
    told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")
    ana, ben, dan = phone_of(ANA), phone_of(BEN), phone_of(people.DAN)
    # It is there for who coordinates, or this would show nothing.
    for page in (f"/cohort/{NORTH}/{ANA.id}", f"/cohort/{NORTH}/{ANA.id}/pathway/supervised"):
        assert note in read(dan, page).text
    for browser, pages in ((ana, OWN), (ben, THEIRS), (dan, ["/cohort", f"/cohorts/{cohort}", "/cohorts"])):
        for page in pages:
            assert note not in browser.get(page).text, page
    for somebody in people.ACCOUNTS:
        assert note not in post(phone_of(somebody), envelope(somebody)).get_data(as_text=True), somebody.name
    for file in ("/cohort/trainees.csv", f"/cohorts/{cohort}/trainees.csv"):
        assert note not in dan.get(file).get_data(as_text=True)
    for file in ("/cohort/trainees.xlsx", f"/cohorts/{cohort}/trainees.xlsx"):
        assert note not in unpacked(dan.get(file).data)


@pytest.mark.slow
def test_no_note_is_printed_or_exported(app, phone_of):
    note, cohort = "QXZQXZQXZQXZ", made(app, [ANA])
    arranged(app, "pause", from_on="2026-06-01", until_on="2026-06-14", reason="illness", note=note)
    arranged(app, "extension", amount=1, unit="weeks", reason="other", cohort_id=cohort, note=note)
    with app.app_context(), store.writing() as connection:
        excepted(connection, instants.now(), "supervised", "waive", note=note)
    for somebody in (ANA, BEN):
        written(app, somebody, "note", text=note)
        written(app, somebody, "name", text=note)
    told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")
    for kind, words in (("json", text), ("csv", text), ("xlsx", unpacked), ("pdf", printed)):
        answer = take(phone_of(people.DAN), f"/export/logbook.{kind}?trainee={ANA.id}&programme={NORTH}")
        assert answer.status_code == 200 and "Ana Silva" in words(answer.data)
        assert note not in words(answer.data), kind


def text(data):
    return data.decode()


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())


def printed(data):
    reader = PdfReader(io.BytesIO(data))
    attached = "".join(str(piece) for pieces in reader.attachments.values() for piece in pieces)
    return "".join(page.extract_text() for page in reader.pages) + attached
