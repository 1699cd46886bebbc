"""The migrations make exactly the tables the models speak of, and can be taken back."""

import base64

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import MetaData, func, insert, inspect, select, text

from logbook.auth import tokens
from logbook.feed import register
from logbook.jobs import queue
from logbook.models import (
    Arrangement,
    Document,
    Entry,
    FeedHead,
    JobResult,
    Membership,
    Programme,
    Provider,
    RegisterEntry,
    RegisterLine,
    Report,
    Statement,
    db,
    migrating,
)
from logbook.models.engine import reading, writing
from logbook.office import curriculum, roles
from tests.support.cast import holding
from tests.support.cast.desk import Desk
from tests.support.cast.people import (
    ACCOUNTS,
    ANA,
    BEN,
    CLEO,
    DAN,
    NORTH,
    SOUTH,
    administering,
    membership_of,
    provider_of,
)
from tests.support.cast.phone import Phone
from tests.support.documents.copies import a_copy, bring
from tests.support.documents.statements import (
    NOW,
    a_closing,
    a_review,
    a_set_aside,
    a_signoff,
    a_withdrawal,
    accepted,
    an_attestation,
    an_entry,
    revised,
)
from tests.support.server.application import application, sign_in


@pytest.fixture
def context(both_databases: Flask):
    with both_databases.app_context():
        yield both_databases


def test_migrated_tables_equal_the_models(context):
    with reading(db) as connection:
        found = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(found, db.metadata) == []


def test_migrations_go_down_to_nothing_and_up_again(context):
    migrating.downgrade(context)
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    migrating.upgrade(context)
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version", *db.metadata.tables}


def test_a_logbook_of_the_first_version_keeps_every_row_on_its_way_to_the_newest(context):
    desk, signed, kept = Desk(context), an_entry(), an_entry()
    desk.send(ANA, signed, kept)
    desk.sign(BEN, a_signoff(signed))
    desk.send(ANA, revised(signed, place="Room 4"), a_review(signed), a_withdrawal(kept))
    migrating.downgrade(context, "0001")
    before = everything()
    assert {"entry", "statement", "proposal", "review", "feed", "mutation_result"} <= {
        name for name, rows in before.items() if rows
    }
    migrating.upgrade(context)
    after = everything()
    for name, rows in before.items():
        # The feed's pointers went into its cells.
        if name not in ("alembic_version", "feed"):
            # The name of its provider went from a programme into a row of its own.
            lasting = [
                {key: row[key] for key in row if (name, key) != ("programme", "provider")} for row in rows
            ]
            found = [{key: row[key] for key in lasting[0] if key in row} for row in after[name] if lasting]
            assert sorted(found, key=repr) == sorted(lasting, key=repr), name
    assert {row.id for row in desk.rows(Entry)} == {signed["id"], kept["id"]}
    assert desk.one(ANA, an_entry())["status"] == "applied"
    phone = Phone(sign_in(context.test_client(), ANA), ANA)
    phone.sync()
    assert len(phone.held("entry")) == 3


def everything():
    """The rows of every table as the database has them, whatever the models say; without the feed's numbers and the ids
    of providers, which a way down and up gives out anew."""
    tables = MetaData()
    with reading(db) as connection:
        tables.reflect(connection)
        return {
            name: sorted(
                (_lasting(name, row) for row in connection.execute(select(table)).mappings()), key=repr
            )
            for name, table in tables.tables.items()
        }


MADE_OF_REPORTS = ("standing", "gate")


def kept():
    """The same without reports and what supervisors know of them, which are made again of all other rows."""
    return without_standings({name: rows for name, rows in everything().items() if name != "report"})


def without_standings(rows):
    """Rows of all tables without what is known of reports by document: no server before 0027 and 0030 reads it."""
    kinds = {name: rows[name] for name in ("cell_pointer", "document") if name in rows}
    left = {name: [row for row in some if row["kind"] not in MADE_OF_REPORTS] for name, some in kinds.items()}
    reports = [row | dict.fromkeys(("gates_of", "ends_on", "ends_rule")) for row in rows.get("report", ())]
    return rows | left | ({"report": reports} if "report" in rows else {})


def test_reports_go_on_the_way_down_and_are_made_again_on_the_way_up(context):
    desk = Desk(context)
    desk.send(ANA, an_entry())
    phone = Phone(sign_in(context.test_client(), ANA), ANA)
    phone.sync()
    [before] = phone.held("report")
    assert desk.rows(Report)
    migrating.downgrade(context, "0010")
    migrating.upgrade(context)
    assert desk.rows(Report) == []
    phone.sync(an_entry())
    assert '"entries":2' in phone.docs["report", before]["stmt"]


def _lasting(table, row):
    anew = {"seq", "provider_id"} | ({"id"} if table == "provider" else set())
    return {key: value for key, value in row.items() if key not in anew}


def test_every_database_gets_an_epoch_of_its_own(context):
    with reading(db) as connection:
        before = connection.scalar(select(FeedHead.epoch))
    migrating.downgrade(context)
    migrating.upgrade(context)
    with reading(db) as connection:
        assert connection.scalar(select(func.count()).select_from(FeedHead)) == 1
        assert connection.scalar(select(FeedHead.epoch)) != before


def test_statements_are_compressed_with_lz4_on_postgresql(postgres_url):
    column = "attrelid = 'statement'::regclass AND attname = 'text'"
    for other in application(postgres_url):
        with other.app_context(), reading(db) as connection:
            found = connection.scalar(text(f"SELECT attcompression FROM pg_attribute WHERE {column}"))
    assert found == "l"


def test_sqlite_is_durable_and_has_large_pages(app, sqlite_url):
    with app.app_context(), reading(db) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("page_size", "journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"page_size": 16384, "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.finding("attack.H1")
def test_copies_brought_before_say_on_their_statements_who_brought_them(context):
    entry = an_entry()
    bring(
        sign_in(context.test_client(), DAN), a_copy(entry, an_entry(mutation="x")), f"/people/{ANA.id}/copies"
    )
    migrating.downgrade(context, "0004")
    migrating.upgrade(context)
    desk = Desk(context)
    assert [(row.doc_id, row.brought_by) for row in desk.rows(Statement)] == [(entry["id"], DAN.id)]


@pytest.mark.finding("use.T1")
def test_a_case_that_names_nobody_is_kept_on_the_way_down_and_names_nobody_again_on_the_way_up(context):
    desk, unnamed, named = Desk(context), an_entry(supervisor=""), an_entry()
    desk.send(ANA, unnamed, named)
    before = kept()
    migrating.downgrade(context, "0008")
    assert {row["id"]: row["supervisor_id"] for row in everything()["entry"]} == {
        unnamed["id"]: "",
        named["id"]: BEN.id,
    }
    migrating.upgrade(context)
    assert kept() == before
    assert desk.head(unnamed).supervisor_id is None
    assert desk.one(ANA, revised(unnamed, supervisor=BEN.id))["status"] == "applied"


def test_work_that_waits_and_files_that_were_made_go_on_the_way_down_and_nothing_else(context):
    desk, entry = Desk(context), an_entry()
    desk.send(ANA, entry)
    with writing(db) as connection:
        id = queue.want(connection, "prune", {}, NOW, by=ANA.id, key="k")
        connection.execute(insert(JobResult).values(job_id=id, number=0, piece=b"file"))
    before = kept()
    migrating.downgrade(context, "0009")
    below = everything()
    younger = {
        "cell_pointer",
        "cell_digest",
        "cell_floor",
        "provider",
        "administration",
        "handover",
        "roster",
        "recovery_code",
        "audit",
        "cohort",
        "cohort_supervisor",
        "arrangement",
        "mail",
        "message_choice",
        "message_plan",
        "nudge",
        "belated",
        "register_entry",
        "register_line",
        "prepared_check",
        "logo",
        "requirement_set",
        "set_draft",
        "enrolment",
        "rule_exception",
        "set_aside",
        "licence",
        "licence_period",
        "licence_check",
        "module",
        "attestation",
        "proof",
        "accreditation",
        "completion_file",
    }
    assert set(before) - set(below) == {"job", "job_result"} | younger
    migrating.upgrade(context)
    after = kept()
    assert after["job"] == after["job_result"] == []
    assert all(after[name] == rows for name, rows in before.items() if not name.startswith(("job", "audit")))


def test_what_sets_cases_aside_is_made_again_of_its_statements_on_the_way_up(context):
    desk, first, second = Desk(context), an_entry(), an_entry()
    desk.send(ANA, first, second)
    counted = a_set_aside(first)
    desk.send(BEN, counted, a_set_aside(second))
    desk.send(BEN, a_withdrawal(counted, BEN))
    before = kept()
    assert len(before["set_aside"]) == 2
    migrating.downgrade(context, "0028")
    migrating.upgrade(context)
    assert kept() == before


def test_attestations_are_made_again_of_their_statements_on_the_way_up(context):
    desk = Desk(context)
    with writing(db) as connection:
        curriculum.take_shipped(connection, NORTH, DAN.id, NOW)
    own, word = an_attestation(ANA, known="declared"), an_attestation(on="2026-11-17")
    desk.send(ANA, own)
    desk.send(BEN, word, accepted(own), a_withdrawal(word, BEN))
    practice = an_attestation(what="hours", module="", version=None, hours="practice", title="A clinic")
    desk.send(BEN, practice)
    before = kept()
    assert len(before["attestation"]) == 4
    migrating.downgrade(context, "0031")
    migrating.upgrade(context)
    after = kept()
    assert after["attestation"] == before["attestation"]


def test_every_account_holds_in_cells_what_it_held_by_pointers_of_its_own(context):
    desk, signed, kept = Desk(context), an_entry(), an_entry()
    desk.send(ANA, signed, kept)
    desk.sign(BEN, a_signoff(signed))
    desk.send(ANA, revised(signed, place="Room 4"), a_review(signed), a_withdrawal(kept))
    desk.send(ANA, a_closing(revised(signed, place="Room 4")))
    leave(BEN)
    held = {
        who.id: {one for one in holding.held(context, who.id) if one[0] not in MADE_OF_REPORTS}
        for who in ACCOUNTS
    }
    before = without_standings(everything())
    migrating.downgrade(context, "0012")
    rows = everything()["feed"]
    assert {
        who.id: {
            (row["kind"], row["doc_id"]) for row in rows if (row["account_id"], row["gone"]) == (who.id, None)
        }
        for who in ACCOUNTS
    } == held
    with writing(db) as connection:
        connection.execute(
            text("UPDATE feed SET gone = 'revoked' WHERE kind = 'programme' AND account_id = :id"),
            {"id": BEN.id},
        )
    migrating.upgrade(context)
    after = without_standings(everything())
    gone = {"cell": f"n:{BEN.id}", "kind": "programme", "doc_id": NORTH, "gone": "revoked", "waits": False}
    assert gone in after["cell_pointer"]
    after["cell_pointer"].remove(gone)
    # What was done is noted from the version on that brings it.
    assert before.pop("audit") and after.pop("audit") == []
    assert after == before
    holding.check_digests(context)


def test_a_phone_goes_on_after_its_server_put_the_feed_into_cells(context):
    desk, entry, other = Desk(context), an_entry(), an_entry()
    desk.send(ANA, entry, other)
    migrating.downgrade(context, "0012")
    with reading(db) as connection:
        head = connection.execute(select(FeedHead.epoch, FeedHead.seq)).one()
    plain = f"{head.epoch}.{BEN.id}.{head.seq}"
    migrating.upgrade(context)
    bens = Phone(sign_in(context.test_client(), BEN), BEN)
    bens.cursor = base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")
    bens.sync()
    assert set(bens.held("entry")) == {entry["id"], other["id"]}
    bens.sync()
    assert bens.last["pull"]["docs"] == []


def leave(somebody):
    with writing(db) as connection:
        roles.end(connection, membership_of(somebody), NOW)


def test_columns_of_what_was_said_are_filled_from_texts_as_they_are_from_statements(context):
    desk, case, observed = Desk(context), an_entry(aftercare={"review_due_on": "2026-12-05"}), an_entry()
    event = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "none", "resolved_on": None}
    desk.send(ANA, case, observed, a_review(case, events=[event]))
    pair = {"seen": "Zu tief — „hier“", "correction": "Less", "repeat": False}
    desk.send(BEN, a_signoff(observed, verdict="returned", corrections=[pair]))
    before = everything()
    migrating.downgrade(context, "0013")
    assert "model_code" not in everything()["entry"][0]
    migrating.upgrade(context)
    after = everything()
    assert {name: after[name] for name in ("entry", "signoff", "review")} == {
        name: before[name] for name in ("entry", "signoff", "review")
    }
    assert before["review"][0]["has_events"] and before["signoff"][0]["has_corrections"]


@pytest.fixture
def six_programmes(context):
    """Six programmes as the build before had them: {name: id}. Dan coordinates four of them, two of which say "North",
    and of a third, which he coordinated once, Cleo does now; the last two name "North" and have nobody."""
    facts = {"provider_id": Provider.id, "tz": "Europe/London", "requirement_set": "generic-starter"}
    made = {"A": "North", "B": "North", "C": "South", "D": "North", "E": "North", "F": "north"}
    ids = {name: f"10000000-0000-4000-8000-0000000000a{n}" for n, name in enumerate(made)}
    with writing(db) as connection:
        facts["provider_id"] = connection.scalar(select(Provider.id).limit(1))
        for n, (name, id) in enumerate(ids.items()):
            connection.execute(
                insert(Programme).values(
                    facts | {"id": id, "name": name, "created_at": f"2026-02-0{n + 1}T08:00:00Z"}
                )
            )
        for name, who, ended in (
            *(("A", DAN, None), ("B", DAN, None), ("C", DAN, None), ("D", DAN, NOW)),
            *(("D", CLEO, None), ("F", DAN, None)),
        ):
            role = {"person_id": who.id, "programme_id": ids[name], "role": "coordinator"}
            id = f"3000000{len(name)}-0000-4000-8000-0000000{who.id[-2:]}0{name.lower()}0"
            connection.execute(insert(Membership).values(role | {"id": id, "since": NOW, "ended_at": ended}))
    migrating.downgrade(context, "0015")
    with writing(db) as connection:
        for name, said in made.items():
            connection.execute(
                text("UPDATE programme SET provider = :said WHERE id = :id"), {"said": said, "id": ids[name]}
            )
    return ids


def schools():
    """The sets of programmes that have one provider, by name."""
    with reading(db) as connection:
        rows = connection.execute(select(Programme.name, Programme.provider_id)).all()
    found = {}
    for row in rows:
        found.setdefault(row.provider_id, set()).add(row.name)
    return sorted(map(sorted, found.values()))


def test_programmes_of_one_text_have_one_provider_where_somebody_coordinates_both_today_and_else_one_each(
    context, six_programmes
):
    with reading(db) as connection:
        planned = migrating.module("0016").planned(connection)
    migrating.upgrade(context)
    assert schools() == [
        *(["A", "B"], ["C"], ["D"], ["E"], ["F"], ["North Skin School"], ["South Dental Aesthetics"])
    ]
    assert sorted(sorted(one.name for one in some) for some in planned) == schools()


def test_the_document_of_a_programme_says_its_provider_as_before_byte_for_byte(context):
    def documents():
        with reading(db) as connection:
            return connection.execute(
                select(Document.id, Document.rev, Document.hash, Document.text)
                .where(Document.kind == "programme")
                .order_by(Document.id)
            ).all()

    before = documents()
    migrating.downgrade(context, "0015")
    migrating.upgrade(context)
    with writing(db) as connection:
        assert [pointer for pointer in register.renewed(connection) if pointer[1] == "programme"] == []
    assert documents() == before
    assert '"provider":"North Skin School"' in before[0].text and before[1].id == SOUTH


def test_administrators_and_their_invitations_go_on_the_way_down_and_nothing_else(context):
    with writing(db) as connection:
        administering(connection)
        given = {"name": "Gina", "email": "gina@example.org"}
        tokens.create(
            connection, NOW, "invite", provider_id=provider_of(NORTH), role="administrator", **given
        )
        tokens.create(connection, NOW, "invite", programme_id=NORTH, role="coordinator", **given)
    before = everything()
    migrating.downgrade(context, "0023")
    migrating.upgrade(context)
    after = everything()
    assert after["administration"] == []
    assert [row["role"] for row in after["invitation"]] == ["coordinator"]
    assert {name: rows for name, rows in after.items() if name not in ("administration", "invitation")} == {
        name: rows for name, rows in before.items() if name not in ("administration", "invitation")
    }


def test_notes_about_trainees_come_into_the_register_of_their_school_and_go_back_on_the_way_down(context):
    def row(number, kind, note="", of=None, programme=NORTH):
        person = ANA.id if programme == NORTH else CLEO.id
        act = f"60000000-0000-4000-8000-00000000000{number}"
        facts = {"person_id": person, "programme_id": programme, "by_id": DAN.id, "at": NOW}
        return {"act": act, "kind": kind, "note": note, "of": of} | facts

    def notes():
        query = select(
            RegisterEntry.provider_id, RegisterEntry.person_id, RegisterLine.kind, RegisterLine.text
        ).join(RegisterLine, RegisterLine.entry_id == RegisterEntry.id)
        with reading(db) as connection:
            return [tuple(one) for one in connection.execute(query.order_by(RegisterLine.number))]

    def arranged():
        rows = everything()["arrangement"]
        # Numbers are made anew; the order is kept.
        return [{name: value for name, value in one.items() if name != "number"} for one in rows]

    migrating.downgrade(context, "0025")
    rows = [row(1, "note", "Spoke to her."), row(2, "note", "Wrong person."), row(3, "pause")]
    rows += [row(4, "note", "South.", programme=SOUTH)]
    rows += [row(5, "withdrawal", of=rows[1]["act"]), row(6, "withdrawal", of=rows[2]["act"])]
    with writing(db) as connection:
        connection.execute(insert(Arrangement), rows)
    before = arranged()
    migrating.upgrade(context)
    north, south = provider_of(NORTH), provider_of(SOUTH)
    assert notes() == [
        (north, ANA.id, "note", "Spoke to her."),
        (north, ANA.id, "note", "Wrong person."),
        (south, CLEO.id, "note", "South."),
        (north, ANA.id, "withdrawal", ""),
    ]
    assert [one["kind"] for one in arranged()] == ["pause", "withdrawal"]
    migrating.downgrade(context, "0025")
    assert sorted(arranged(), key=str) == sorted(before, key=str)
    migrating.upgrade(context)
    assert len(notes()) == 4
