"""A school's logo: drawn anew before it is kept, and seen by its own people alone."""

import io
import zlib
from dataclasses import replace
from struct import pack

import pytest
from PIL import Image, PngImagePlugin
from sqlalchemy import select

from logbook import budgets, store
from logbook.auth import tokens
from logbook.models import Logo
from logbook.office import logos, providers
from tests.support.cast import people
from tests.support.cast.clinic import ended, joined
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, GIL, NORTH, SOUTH, provider_of
from tests.support.documents.statements import NOW
from tests.support.server.application import ask
from tests.support.server.reader import check, read

SCHOOL = provider_of(NORTH)
PATH = f"/provider/{SCHOOL}/logo"
MOST = 40_000  # bytes of a file, for a test: a larger body is no matter of memory any more
SECRET = b"51.5074N 0.1278W"


@pytest.fixture
def gil(app):
    with app.app_context(), store.writing() as connection:
        people.administering(connection)
    return GIL


def picture(kind="PNG", size=(640, 320), mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode != "CMYK" else (200, 0, 0, 0)).save(out, kind, **more)
    return out.getvalue()


def photograph():
    """Lying on its side, as a phone writes it, with a place in it, a comment and a thumbnail's worth of words."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x9286] = 6, SECRET.decode(), SECRET
    return picture("JPEG", exif=exif.tobytes(), comment=SECRET)


def given(client, body, name="logo.png", status=303):
    fields = read(client, PATH).form(PATH) | {"file": (io.BytesIO(body), name)}
    answer = client.post(PATH, data=fields, content_type="multipart/form-data")
    assert answer.status_code == status, answer.text[:400]
    return (
        check(client.get(answer.headers["Location"]), PATH) if status == 303 else check(answer, PATH, status)
    )


def address(page):
    [img] = page.soup.select("img.logo")
    return img["src"]


def kept(app):
    return [row.body for row in ask(app, select(Logo.body))]


class TestWhatIsKept:
    @pytest.mark.parametrize(
        "body",
        [
            picture(),
            picture("JPEG"),
            picture("JPEG", mode="CMYK"),
            picture(mode="RGBA"),
            picture(mode="P"),
            picture(mode="L", size=(16, 16)),
            picture(size=(2000, 20)),
            photograph(),
        ],
        ids=["png", "jpeg", "cmyk", "clear", "palette", "small", "wide", "photograph"],
    )
    def test_a_png_or_a_jpeg_is_drawn_anew_into_a_frame(self, app, phone_of, gil, body):
        page = given(phone_of(gil), body)
        assert "The logo is kept." in page.text
        with Image.open(io.BytesIO(kept(app)[0])) as drawn:
            assert drawn.format == "PNG" and drawn.width <= logos.WIDTH and drawn.height <= logos.HEIGHT
            assert drawn.info == {}
        [img] = page.soup.select("img.logo")
        assert int(img["width"]) <= 224 and int(img["height"]) <= 56 and int(img["height"]) >= 1

    def test_nothing_goes_along_that_is_not_seen(self, app, phone_of, gil):
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET.decode())
        for body in (photograph(), picture(pnginfo=info), picture() + SECRET, picture(icc_profile=SECRET)):
            assert SECRET in body or b"iCCP" in body
            given(phone_of(gil), body)
            [drawn] = kept(app)
            assert not [one for one in (SECRET, b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP") if one in drawn]

    def test_a_photograph_stands_upright(self, app, phone_of, gil):
        given(phone_of(gil), photograph())
        [drawn] = kept(app)
        with Image.open(io.BytesIO(drawn)) as seen:
            assert seen.height > seen.width

    def test_what_is_drawn_fits_into_few_bytes(self, app, phone_of, gil):
        noise = Image.effect_noise((900, 450), 200).convert("RGB")
        out = io.BytesIO()
        noise.save(out, "JPEG", quality=60)
        given(phone_of(gil), out.getvalue())
        assert len(kept(app)[0]) <= budgets.LOGO_KEPT

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (b"", "no PNG or JPEG"),
            (b"no picture", "no PNG or JPEG"),
            (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no PNG or JPEG"),
            (picture("GIF"), "no PNG or JPEG"),
            (picture("TIFF", size=(16, 16)), "no PNG or JPEG"),
            (picture()[:-200], "no PNG or JPEG"),
            (picture("JPEG")[:300], "no PNG or JPEG"),
            (picture() + b"x" * MOST, "at most 1 MB"),
        ],
        ids=["nothing", "text", "svg", "gif", "tiff", "torn", "torn jpeg", "large"],
    )
    def test_anything_else_is_refused_beside_the_field_and_changes_nothing(
        self, app, phone_of, gil, body, words, monkeypatch
    ):
        monkeypatch.setattr(budgets, "LOGO_BYTES", MOST)
        desk = phone_of(gil)
        given(desk, picture())
        before = kept(app)
        page = given(desk, body, status=422)
        assert words in page.soup.select_one(".field.bad").get_text() and kept(app) == before

    @pytest.mark.parametrize("size", [(60_000, 60_000), (16_001, 1_000), (2**31 - 1, 1)])
    def test_a_picture_that_says_it_is_a_mile_wide_is_refused_before_it_is_unpacked(
        self, phone_of, gil, size
    ):
        def part(name, data):
            return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

        head = part(b"IHDR", pack(">II", *size) + bytes([8, 2, 0, 0, 0]))
        bomb = (
            b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0" * 100_000)) + part(b"IEND", b"")
        )
        assert "no PNG or JPEG" in given(phone_of(gil), bomb, status=422).text

    def test_another_picture_has_another_address_and_the_old_one_is_gone(self, app, phone_of, gil):
        desk = phone_of(gil)
        first = address(given(desk, picture()))
        second = address(given(desk, picture(size=(200, 200))))
        assert first != second and desk.get(first).status_code == 404
        answer = desk.get(second)
        assert answer.data == kept(app)[0] and answer.content_type == "image/png"
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_it_is_removed(self, app, phone_of, gil):
        desk = phone_of(gil)
        given(desk, picture())
        page = read(desk, PATH)
        desk.post(f"{PATH}/removal", data=page.form(f"{PATH}/removal"))
        assert kept(app) == [] and not read(desk, "/provider").soup.select("img.logo")


class TestWhoSeesIt:
    @pytest.fixture
    def href(self, phone_of, gil):
        return address(given(phone_of(gil), picture()))

    def test_people_of_the_school_see_it_and_nobody_else(self, app, phone_of, href):
        for who, status in ((ANA, 200), (BEN, 200), (DAN, 200), (CLEO, 404), (FEMI, 404)):
            assert phone_of(who).get(href).status_code == status, who.name
        assert app.test_client().get(href).headers["Location"].startswith("/sign-in")
        # Whoever left keeps the record, and what it is called by.
        ended(app, BEN)
        assert phone_of(BEN).get(href).status_code == 200

    def test_one_school_s_logo_is_not_had_under_another_s_address(self, phone_of, href):
        joined_there = href.replace(SCHOOL, provider_of(SOUTH))
        assert phone_of(FEMI).get(joined_there).status_code == 404

    def test_nobody_but_an_administrator_of_that_school_gives_one(self, app, phone_of, href):
        with app.app_context(), store.writing() as connection:
            other = replace(
                GIL, id="20000000-0000-4000-8000-000000000008", email="hal@example.org", programme=SOUTH
            )
            people.administering(connection, other)
        assert phone_of(other).get(PATH).status_code == 404
        assert phone_of(DAN).get(PATH).status_code == 403

    def test_it_stands_on_the_programme_on_an_invitation_and_on_slips(self, app, phone_of, href):
        desk = phone_of(DAN)
        assert address(read(desk, "/programme")) == href
        form = read(desk, "/people/invitations").form("/people/invitations")
        facts = {"name": "Gina Bo", "email": "gina@example.org", "role": "trainee"}
        page = desk.get(desk.post("/people/invitations", data=form | facts).headers["Location"]).text
        join = "/join/" + page.split("/join/")[1].split("<")[0].split('"')[0]
        assert address(read(desk, "/people/invited/slips")) == href
        stranger = app.test_client()
        seen = address(read(stranger, join))
        assert seen == f"{join}/logo.png" and stranger.get(seen).data == kept(app)[0]
        assert stranger.get(f"/join/{'x' * 43}/logo.png").status_code == 410

    def test_a_link_into_two_schools_shows_neither(self, app, phone_of, href):
        joined(app, DAN, SOUTH, "coordinator")
        with app.app_context(), store.writing() as connection:
            link = tokens.Invited("Gina", "gina@example.org", "supervisor", [NORTH, SOUTH])
            tokens.invite(connection, NOW, DAN.id, [link])
        assert not read(phone_of(DAN), "/people/invited/slips").soup.select("img.logo")


def test_of_two_schools_that_become_one_the_kept_one_s_logo_stays_else_the_other_s(app, gil):
    def of(*schools):
        with app.app_context(), store.writing() as connection:
            for school in schools:
                body = logos.drawn(picture(size=(100, 50 if school == SCHOOL else 25)))
                logos.keep(connection, school, body, gil.id, NOW)

    of(provider_of(SOUTH))
    with app.app_context(), store.writing() as connection:
        providers.join(connection, SCHOOL, provider_of(SOUTH), NOW)
    [row] = ask(app, select(Logo.provider_id, Logo.height))
    assert (row.provider_id, row.height) == (SCHOOL, 25)
