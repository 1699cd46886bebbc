"""Notes above a page's content: what waits on this phone, and what to do about it. Twin of pages/notices.js."""

from logbook.filters import stamp
from logbook.kinds import about
from logbook.pages.cases import Doc, View, closes
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.shapes.pages.framed import Notice
from logbook.shapes.snapshot import Link

# Ten minutes: less than that is nobody's mistake.
CLOCK_S = 600
# The pages that tell of more than what waits, or compare with it, by their tab and whether they lie within it.
_TOLD = {("signoffs", True), ("signed", False), ("signed", True), ("trainees", False), ("trainees", True)}
_UNITS = ((31_536_000, "year"), (86_400, "day"), (3600, "hour"), (60, "minute"))


def notice(
    tone: str, icon: str, text: str, href: str | None = None, label: str = "", send: bool = False
) -> Notice:
    """A note above the page's content, with one link at most; `send` puts "Send now" before it."""
    return {"state": tone, "icon": icon, "text": text, "href": href, "label": label, "send": send}


def cases_in(outbox: list[Doc]) -> int:
    """How many cases rows of the outbox are about; several changes of one case are one."""
    named = {about(row["doc"]).id for row in outbox if not closes(row["doc"])}
    # Putting a kept version away goes with a change of its case, or is all that waits.
    return max(len(named), min(1, len(outbox)))


def standing_notice(view: View, waiting: int, tab: str, *, within: bool) -> Notice | None:
    """What every page says: of a key to the account, of cases that cannot leave this phone, of its clock, and that it
    holds a part. `within`: a page that the tab leads to.

    None where all is well. *Me* has more to say of links and says it itself.
    """
    links = (view.snapshot.get("you") or {}).get("links") or []
    if links and tab != "me":
        return notice("alert", "lock", told_of(links[0], view.clock), "/me/links", "Was that right?")
    phone = view.snapshot["phone"]
    if phone is None:
        return None
    unread = phone.get("unread", {"here": 0, "kept": 0})
    if waiting and phone["auth_needed"]:
        return _sign_in_again(waiting)
    # What cannot be read may be what waits: time does not mend that, so it is said first.
    held = _unreadable_here(unread["here"]) or (_waited_long(view, waiting) if waiting else None)
    known = held or _unshown(unread["kept"]) or _wrong_clock(phone.get("clock_offset_s", 0))
    return known or (_part() if phone.get("part") and (tab, within) in _TOLD else None)


def _part() -> Notice:
    # Also what is unusual beside an earlier case is not marked where that case is not here.
    kept = "This phone keeps what waits and the newest cases."
    return notice("local", "phone", f"{kept} Older ones are not counted, searched or compared with here.")


def _unreadable_here(here: int) -> Notice | None:
    # What no page can read stands in none; that it is there, and is kept, is said on every one.
    if not here:
        return None
    records = "1 record on this phone" if here == 1 else f"{here} records on this phone"
    text = f"{records} cannot be read. {'It is' if here == 1 else 'They are'} kept: save a copy."
    return notice("alert", "warn", text, "/outbox.json", "Save a copy")


def _unshown(kept: int) -> Notice | None:
    if not kept:
        return None
    records = "1 record" if kept == 1 else f"{kept} records"
    safe = f"{'It is' if kept == 1 else 'They are'} safe on the server."
    return notice("local", "warn", f"{records} cannot be shown by this version of the logbook. {safe}")


def _sign_in_again(waiting: int) -> Notice:
    cases = "1 case. It is" if waiting == 1 else f"{waiting} cases. They are"
    return notice(
        "local", "lock", f"Sign in again to send {cases} safe on this phone.", "/sign-in", "Sign in"
    )


def _wrong_clock(offset: int) -> Notice | None:
    # New cases take their day and hour from this clock; nothing is ever put in order by it.
    seconds = abs(offset)
    if seconds <= CLOCK_S:
        return None
    unit, name = next(((one, name) for one, name in _UNITS if seconds >= 1.5 * one), _UNITS[-1])
    much = (2 * seconds + unit) // (2 * unit)
    way = "ahead" if offset > 0 else "behind"
    text = f"The clock of this phone is {much} {name}s {way}. Set it right: new cases take their day and time from it."
    return notice("alert", "clock", text)


def _waited_long(view: View, waiting: int) -> Notice | None:
    # After a day its person should look for a network, or keep a copy.
    since = view.clock.local(min(row["at"] for row in view.snapshot["outbox"]))
    days, now = days_between(since, view.today), view.clock.local(view.clock.now)
    if days < 1 or (days == 1 and now[11:] < since[11:]):
        return None
    who = "1 case has" if waiting == 1 else f"{waiting} cases have"
    text = f"{who} waited {'since yesterday' if days == 1 else f'for {days} days'}."
    return notice("alert", "clock", text, "/outbox.json", "Save a copy", send=True)


def told_of(link: Link, clock: Clock) -> str:
    """What became of a link for a new password, told to whose account it opens."""
    by, at = link["by"] or "the host of this logbook", stamp(clock.local(link["at"]))
    if link["state"] == "used" and link["used"]:
        return f"Your password was set anew on {stamp(clock.local(link['used']))}, with a link that {by} made on {at}."
    after = (
        f"It works until {stamp(clock.local(link['until']))}" if link["state"] == "open" else "Nobody used it"
    )
    return f"A link for a new password of yours was made by {by} on {at}. {after}."
