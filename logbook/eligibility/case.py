"""A case as rules and charts see it. Pure."""

from typing import Any, NamedTuple

from logbook.schemas.entry import INJECTED


class Case(NamedTuple):
    """One entry as rules see it. Days are "2026-11-20"; codes are those of the vocabulary."""

    id: str
    state: str  # signed, unconfirmed (signed by somebody not confirmed yet), sent, returned, withdrawn
    performed_on: str
    part: str
    setting: str
    areas: tuple[str, ...]
    product: str
    skin_type: str
    model: str
    signer: str = ""
    signed_after: int | None = None  # days from the treatment to the signature
    discussed: bool = False  # a complication was seen, or a scenario discussed
    reviewed: bool = False
    harmed: bool = False  # a complication that was more than mild, seen at once or at the review
    doses: tuple[tuple[str, int], ...] = ()  # area and tenths of a unit
    rating: int | None = None  # the signature's
    own_rating: int | None = None
    answered: bool = False  # a supervisor looked at it, signed or asked for changes
    seen: tuple[tuple[str, str], ...] = ()  # what was seen, and how it was corrected
    review_on: str = ""  # the day its model is to be looked at again
    unnamed: bool = False  # it waits until its trainee names who supervised: nobody can answer it
    origin: str = "here"  # or "elsewhere": in a programme of another provider
    signed_under: tuple[str, str] = ("", "")  # body and number, as the signature says them
    signer_licensed: bool | None = None  # on the day of the signature; a case that waits for one may still be
    taken_back_on: str = ""  # its signature was, on that day: it waits since
    is_newer: bool = (
        False  # the version that waits of a case that is signed in an older one: rules alone look at it
    )

    @property
    def on(self) -> str:
        """Its day, as every item has one."""
        return self.performed_on

    @property
    def until(self) -> str:
        """A case is done on one day."""
        return ""

    def word(self, field: str) -> Any:
        """What it says in a field."""
        return getattr(self, field)

    @property
    def is_signed(self) -> bool:
        """Whether it is signed: rules that ask for signatures count nothing else."""
        return self.state == "signed"

    @property
    def is_treated(self) -> bool:
        """The trainee injected a live model: what charts of skill and range are about."""
        return self.part in INJECTED and self.setting == "live_model"
