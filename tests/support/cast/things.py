"""One thing of each kind that an address may name, told to the store before a test of addresses begins."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from flask import Flask
from sqlalchemy import insert

from logbook import instants, shell, store
from logbook.auth import mailing, tokens
from logbook.models import Accreditation, Belated, db
from logbook.models.engine import writing
from logbook.office import curriculum, licences, logos, lookups, school_register
from logbook.office.requirements import drafts
from logbook.office.roster import kept, lists
from logbook.record import published
from tests.support.cast import cohorts as cohorts_of
from tests.support.cast import people, terms
from tests.support.cast.people import NORTH, membership_of, provider_of
from tests.support.documents.statements import a_signoff, actor, an_attestation, an_entry, hash_of, mutation

WAITING, SIGNED = an_entry(id="40000000-0000-4000-8000-000000000001"), an_entry()
HERS = f"{NORTH}/{people.ANA.id}"
SIGNATURE = a_signoff(SIGNED)
CHECK = "70000000-0000-4000-8000-000000000001"
LATE = a_signoff(WAITING, verdict="returned")
PICTURE = (Path(shell.__file__).parents[1] / "static/icons/icon-192.png").read_bytes()
OTHER = "20000000-0000-4000-8000-000000000008"  # another administrator


def told(app: Flask) -> dict[str, str]:
    """What stands for the parts in angle brackets of an address: {"/entries/<id>": id, …}, all in Ana's programme."""
    now = instants.now()
    with app.app_context(), writing(db) as connection:
        stop = mailing.stop_token(people.ANA.id, "returned")
        written = [mutation(doc) for doc in (WAITING, SIGNED)]
        store.accept(connection, actor(people.ANA), written, now=now)
        store.accept(connection, actor(people.BEN), [replace(mutation(SIGNATURE), grade="C")], now=now)
        belated = {"hash": hash_of(LATE), "entry_id": WAITING["id"], "author_id": people.BEN.id}
        connection.execute(insert(Belated).values(**belated, text=mutation(LATE).stmt, received_at=now))
        facts = {"name": "Gina", "email": "gina@example.org", "programme_id": NORTH, "role": "trainee"}
        invited, join = tokens.create(connection, now, "invite", **facts)
        cohort = cohorts_of.begun(connection, now)
        pause = cohorts_of.paused(connection, now)
        moved, waived = terms.moved(connection, now), terms.waived(connection, now)
        anas = {"name": "Ana", "email": people.ANA.email, "person_id": people.ANA.id}
        dan = actor(people.DAN)
        list = lists.read(b"Hugo, hugo@example.org")
        roster = kept.keep(connection, dan, list, "trainee", [NORTH], now)
        made, recover = tokens.create(connection, now, "recovery", **anas)
        found = school_register.find(connection, dan, membership_of(people.ANA))
        note = school_register.write(connection, found, "note", dan.id, now, text="Prefers mornings.")
        licence = licences.primary_of(connection, people.ANA.id)
        assert licence is not None
        said = licences.state(connection, licence, people.ANA.id, now, status="active")
        looked = {"checked_on": now[:10], "how": "online", "name": "", "next_on": None}
        lookups.record(
            connection,
            licence,
            lookups.Where(provider_of(NORTH), NORTH, dan.id, dan.name),
            CHECK,
            now,
            found=lookups.Found("active"),
            answers={},
            **looked,
        )
        logos.keep(connection, provider_of(NORTH), PICTURE, people.GIL.id, now)
        people.administering(connection)
        other = people.administering(connection, replace(people.GIL, id=OTHER, email="other@example.org"))
        facts = {"name": "Hal", "email": "hal@example.org", "programme_id": NORTH, "role": "coordinator"}
        asked, _ = tokens.create(connection, now, "invite", **facts)
        curriculum.take_shipped(connection, NORTH, people.DAN.id, now)
        declared = an_attestation(people.ANA, known="declared")
        store.accept(connection, actor(people.ANA), [mutation(declared)], now=now)
        filed = an_attestation(people.DAN, known="file", module="ethics", title="Ethics and consent")
        store.accept(connection, dan, [mutation(filed)], now=now)
        accredited = str(uuid4())
        facts = {"id": accredited, "provider_id": provider_of(NORTH), "programme_id": NORTH, "body": "Ofqual"}
        facts |= {"number": "601/2977/3", "region": "GB", "from_on": "2026-01-01", "statement": ""}
        connection.execute(insert(Accreditation).values(**facts, added_at=now, by_id=people.DAN.id))
        draft = drafts.begin(connection, dan, NORTH, published.shipped("generic-starter"), now)
    return {
        "/entries/<id>": WAITING["id"],
        "/signoffs/<id>": SIGNATURE["id"],
        "/join/<token>": join,
        "/recover/<token>": recover,
        "/people/<uuid:id>": people.ANA.id,
        "/cohort/<uuid:programme>/<uuid:trainee>": HERS,
        "/cohort/<uuid:programme>/<uuid:trainee>/<uuid:case>": f"{HERS}/{WAITING['id']}",
        "/cohort/<uuid:programme>/<uuid:trainee>/<any(pause,extension,move):kind>": f"{HERS}/pause",
        "/cohort/<uuid:programme>/<uuid:trainee>/pauses/<uuid:act>": f"{HERS}/pauses/{pause}",
        "/arrangements/<uuid:act>": pause,
        "/enrolments/<uuid:act>": moved,
        "/exceptions/<uuid:id>": waived,
        "/pathway/<rule>": "supervised",
        "/cohort/<uuid:programme>/<uuid:trainee>/pathway/<rule>": f"{HERS}/pathway/supervised",
        "/cohort/<uuid:programme>/<uuid:trainee>/pathway/<rule>/<any(waive,number,block,count):kind>": (
            f"{HERS}/pathway/supervised/waive"
        ),
        "/cohorts/<uuid:id>": cohort,
        "/programme/<uuid:id>": NORTH,
        "/curriculum/<uuid:programme>": NORTH,
        "/curriculum/<uuid:programme>/completions/<uuid:id>": (
            f"{NORTH}/completions/40000000-0000-4000-8000-00000000000b"
        ),
        "/curriculum/<uuid:id>": NORTH,
        "/curriculum/<uuid:id>/accreditations/<uuid:which>": f"{NORTH}/accreditations/{accredited}",
        "/provider/<uuid:id>/accreditations/<uuid:which>": (
            f"{provider_of(NORTH)}/accreditations/{accredited}"
        ),
        "/modules/<uuid:membership>/<module>": f"{membership_of(people.ANA)}/pharmacology",
        "/modules/<uuid:id>": declared["id"],
        "/modules/<uuid:membership>/beside/<any(hours,document):what>": (
            f"{membership_of(people.ANA)}/beside/hours"
        ),
        "/cohort/<uuid:programme>/<uuid:trainee>/attestations/<uuid:which>": (
            f"{HERS}/attestations/{filed['id']}"
        ),
        "/curriculum/<uuid:programme>/modules/<module>": f"{NORTH}/modules/ethics",
        "/curriculum/<uuid:programme>/modules/<module>/<any(earlier,later,ending,opening):act>": (
            f"{NORTH}/modules/ethics/later"
        ),
        "/licences/found/<uuid:id>": invited,
        "/regions/<code>": "GB",
        "/requirements/<uuid:programme>/<which>": f"{NORTH}/generic-starter",
        "/requirements/drafts/<uuid:id>": draft,
        "/requirements/drafts/<uuid:id>/rules/<rule>": f"{draft}/rules/glabella",
        "/requirements/drafts/<uuid:id>/rules/<rule>/limits/<int:at>": f"{draft}/rules/glabella/limits/0",
        "/requirements/drafts/<uuid:id>/gates/<gate>": f"{draft}/gates/hands_on",
        "/requirements/drafts/<uuid:id>/additions/<holder>": f"{draft}/additions/hands_on",
        "/requirements/drafts/<uuid:id>/returns/<packed>": f"{draft}/returns/nothing",
        "/cohort/<uuid:programme>/<uuid:trainee>/answers/<hash>": f"{HERS}/answers/{hash_of(LATE)}",
        "/people/invitations/<uuid:id>": invited,
        "/people/supervisors/<uuid:id>": people.BEN.id,
        "/entries/<uuid:id>": WAITING["id"],
        "/messages/<token>": stop,
        "/people/rosters/<uuid:id>": roster,
        "/people/memberships/<uuid:id>": membership_of(people.ANA),
        "/register/<uuid:id>": membership_of(people.ANA),
        "/register/<uuid:id>/<any(name,check,note):kind>": f"{membership_of(people.ANA)}/note",
        "/register/<uuid:id>/<uuid:act>": f"{membership_of(people.ANA)}/{note}",
        "/me/licences/<uuid:id>": people.ANA.id,
        "/me/licences/<uuid:id>/<uuid:act>": f"{people.ANA.id}/{said}",
        "/licences/<uuid:id>/<uuid:licence>": f"{membership_of(people.ANA)}/{people.ANA.id}",
        "/licences/<uuid:id>/<uuid:licence>/checks/<uuid:act>": (
            f"{membership_of(people.ANA)}/{people.ANA.id}/checks/{CHECK}"
        ),
        "/people/memberships/<uuid:id>/cases/<uuid:first>": f"{membership_of(people.ANA)}/cases/{invited}",
        "/provider/<uuid:id>": provider_of(NORTH),
        "/provider/<uuid:id>/logo/<hash>": f"{provider_of(NORTH)}/logo/{sha256(PICTURE).hexdigest()}",
        "/provider/invitations/<uuid:id>": asked,
        "/provider/coordinators/<uuid:id>": membership_of(people.DAN),
        "/provider/administrators/<uuid:id>": other,
        "/me/devices/<id>": "0" * 64,
        "/me/links/<uuid:id>": made,
        "/export/<uuid:id>": "40000000-0000-4000-8000-00000000000a",
        "/trials/<uuid:id>": "40000000-0000-4000-8000-00000000000b",
        "/copies/<uuid:id>": "40000000-0000-4000-8000-000000000009",
        "/shell/<build>": shell.build(),
        "/static/<build>/<path:path>": f"{shell.build()}/icons/sprite.svg",
    }


def address(rule: str, things: dict[str, str]) -> str:
    """The rule with the thing in place of its angle brackets."""
    for pattern in sorted(things, key=len, reverse=True):
        if rule.startswith(pattern):
            return rule.replace(pattern, pattern.split("<")[0] + things[pattern])
    return rule
