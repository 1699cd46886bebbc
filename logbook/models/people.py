"""People, their programmes and the ways they come in."""

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Hash, Id, Instant, Line


class Person(Base):
    """Somebody with an account; `joined_at` is empty until an invitation was accepted."""

    __tablename__ = "person"
    id: Mapped[Id] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Line]
    profession: Mapped[Code]
    licence_body: Mapped[Line]
    licence_number: Mapped[Line]
    # Codes of the vocabulary, in its order, with spaces between; "" where none was said.
    specialties: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    joined_at: Mapped[Instant | None]
    created_at: Mapped[Instant]
    # Locked by a coordinator, or closed by its owner: nobody signs in, all that was said stays.
    locked_at: Mapped[Instant | None]
    locked_by: Mapped[Id | None]
    # Up to which instant they have looked at what happened, on any of their devices.
    looked_at: Mapped[Instant | None]


class PersonChange(Base):
    """What was changed about an account, by whom, and what it was before: rows are only ever added.

    `kind` is details, email, locked, unlocked, sessions, codes or code; `was` a JSON text of the columns as they were.
    """

    __tablename__ = "person_change"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Code]
    by_id: Mapped[Id]
    at: Mapped[Instant]
    was: Mapped[str] = mapped_column(Text)


class RecoveryCode(Base):
    """One of the printed codes that let their owner set a new password; only its hash is kept, and each works once."""

    __tablename__ = "recovery_code"
    hash: Mapped[Hash] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[Instant]
    used_at: Mapped[Instant | None]


class Programme(Base):
    """A course of training by one provider, measured by one requirement set."""

    __tablename__ = "programme"
    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[Line]
    provider_id: Mapped[Id] = mapped_column(ForeignKey("provider.id"), index=True)
    tz: Mapped[str] = mapped_column(String(64))
    requirement_set: Mapped[Code]
    created_at: Mapped[Instant]
    # Ended: nobody trains there any more and nobody is invited; what waits can still be signed.
    ended_at: Mapped[Instant | None]
    ended_by: Mapped[Id | None]


class Membership(Base):
    """A person's role in a programme; ended, never deleted, because signatures refer to it."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "membership_active",
            "person_id",
            "programme_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("membership_programme", "programme_id", "role"),
        Index("membership_person", "person_id"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    role: Mapped[Code]
    since: Mapped[Instant]
    ended_at: Mapped[Instant | None]
    # Who ended it, and which supervisor took over what waited for them.
    ended_by: Mapped[Id | None]
    handed_to: Mapped[Id | None]
    # Of a trainee: those they began with (`Cohort`). It grants nothing.
    cohort_id: Mapped[Id | None]
    # The ended membership that this one reinstates.
    follows: Mapped[Id | None]


class Confirmation(Base):
    """That a coordinator knows a signer to be who they say: name, body and number as they were then.

    `how` is a code of `confirmations`; "before" stands for who signed before this was asked: nobody looked.
    It holds in every programme of the programme's provider.
    """

    __tablename__ = "confirmation"
    __table_args__ = (Index("confirmation_person", "person_id", "programme_id"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    name: Mapped[Line]
    licence_body: Mapped[Line]
    licence_number: Mapped[Line]
    how: Mapped[Code]
    by_id: Mapped[Id | None]
    at: Mapped[Instant]


class Invitation(Base):
    """A single-use link: into a programme, to administer a provider, or for a password. Its token's hash is kept.

    A link that leads into several programmes is a row for each, with one hash; `seed` is what its maker is shown it
    from.
    """

    __tablename__ = "invitation"
    __table_args__ = (Index("invitation_programme", "programme_id", "created_at"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    token_hash: Mapped[Hash] = mapped_column(index=True)
    seed: Mapped[Hash | None]
    person_id: Mapped[Id | None] = mapped_column(ForeignKey("person.id"), index=True)
    programme_id: Mapped[Id | None] = mapped_column(ForeignKey("programme.id"))
    provider_id: Mapped[Id | None] = mapped_column(ForeignKey("provider.id"))  # of an administrator to come
    role: Mapped[Code | None]
    cohort_id: Mapped[Id | None]  # of a trainee: the cohort they come into
    name: Mapped[Line]
    email: Mapped[str] = mapped_column(String(254))
    created_by: Mapped[Id | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]
    told_at: Mapped[Instant | None]  # when the account a recovery link was for put away the notice of it


class Roster(Base):
    """Names that somebody is about to invite together; its owner's alone, and for some days.

    `lines` is a JSON list of (name, e-mail, left out) and empty once they are confirmed; `programmes` one of ids,
    `unread` one of the columns that were not read.
    """

    __tablename__ = "roster"
    __table_args__ = (Index("roster_by", "by_id", "made_at"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    by_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Code]
    cohort_id: Mapped[Id | None]  # into which trainees come, of one of the programmes
    programmes: Mapped[str] = mapped_column(Text)
    lines: Mapped[str] = mapped_column(Text)
    unread: Mapped[str] = mapped_column(Text)
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    confirmed_at: Mapped[Instant | None]
    invited: Mapped[int]


class Login(Base):
    """A session on the server's side; the cookie holds the token, the table only its hash."""

    __tablename__ = "login"
    id: Mapped[Hash] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]
    agent: Mapped[Line]


class Attempt(Base):
    """One try at a door that is rate limited, kept here because many app machines share the limit."""

    __tablename__ = "attempt"
    __table_args__ = (Index("attempt_key_at", "key", "at"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[Line]
    at: Mapped[Instant]
