"""The viewer's clock: the only thing a page knows of time, so that a page can be made again, byte for byte."""

from dataclasses import dataclass

from logbook import instants


@dataclass(frozen=True)
class Clock:
    """`now` is an instant ("…Z"), `tz` the name of the viewer's zone."""

    now: str
    tz: str

    def local(self, instant: str) -> str:
        """An instant as the viewer's wall shows it: "2026-11-20T10:31"."""
        return instants.local(instant, self.tz)

    @property
    def today(self) -> str:
        """The day on the viewer's wall: "2026-11-20"."""
        return instants.day(self.now, self.tz)
