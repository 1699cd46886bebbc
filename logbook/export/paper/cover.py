"""The cover and the declaration: whose logbook this is, from when to when, and how far to believe it."""

from typing import Any

from logbook import filters, vocabulary
from logbook.export.words import labels, listed, registration, sentence, set_anew, stamped
from logbook.shapes.bundle import Bundle

SEAL = "Not sealed: check with the provider"
SEAL_MORE = (
    "This file carries no electronic seal, so it could have been changed after it was made. To check it, ask "
    "{provider} for the file of the same days again: both digests below must be the same, but for what "
    "was said since."
)
NOTES = (
    "Models are named by a code only. No name, date of birth or record number of a model is in this file.",
    "Cases not yet sent from the trainee’s phone are not in this file.",
    "Withdrawn entries are listed, and counted nowhere.",
)
NEWER = (
    "Of an entry that was changed after its signature the signed version is printed, and counts, until the new one is "
    "signed too. What the new one says otherwise stands below it."
)
# What each number holds, so that nobody takes one for more than it is.
DIGESTS = (
    (
        "Entries digest (SHA-256)",
        "Covers the entries printed here, each in the version that counts: what the trainee stated. A signature, a "
        "review or a withdrawal does not change it.",
    ),
    (
        "Record digest (SHA-256)",
        "Covers all statements of this file: every version of every entry, each signature with its rating and words, "
        "each change asked, review and withdrawal, with when it was received and how a signature was checked. The "
        "tables are counted from these. Neither covers the names and registrations on this page, nor who "
        "confirmed a signer.",
    ),
)
DECLARATION = (
    "By signing on paper below, each confirms what stands beside their name, for the {count} printed here with the "
    "record digest {digest}."
)


def cover(bundle: Bundle) -> dict[str, Any]:
    """The cover's texts, what runs along every page, and the lines for signatures by hand."""
    trainee, programme = bundle["trainee"], bundle["programme"]
    days = f"{filters.date(bundle['date_from'])} to {filters.date(bundle['date_to'])}"
    number = filters.count(len(bundle["entries"]), "entry", "entries")
    digest = filters.short(bundle["record_digest"])
    numbers = bundle["digest"], bundle["record_digest"]
    return {
        "title": f"Training logbook of {trainee['name']}",
        "subtitle": "Supervised injections of botulinum toxin",
        "trainee": trainee["name"],
        "logo_alt": f"Logo of {programme['provider']}",
        "running": listed([trainee["name"], registration(trainee)]),
        "range": days,
        "facts": _facts(bundle, days),
        "seal": SEAL,
        "seal_short": SEAL,
        "seal_more": SEAL_MORE.format(provider=programme["provider"]),
        "digests": [[name, number, words] for (name, words), number in zip(DIGESTS, numbers, strict=True)],
        "digest_short": digest,
        "notes": [*NOTES, NEWER] if bundle["newer"] else list(NOTES),
        # Nobody puts their name to nothing.
        "declaration": DECLARATION.format(count=number, digest=digest) if bundle["entries"] else "",
        "declarants": [
            [trainee["name"], "these are my cases, and they are recorded as they were."],
            ["Supervisor", "I know this trainee’s work, and I signed the entries that name me."],
            [
                programme["provider"],
                "this person trains, or trained, with us, and the supervisors are known to us.",
            ],
        ],
    }


def _facts(bundle: Bundle, days: str) -> list[list[str]]:
    trainee, programme = bundle["trainee"], bundle["programme"]
    asked, totals = bundle["report"]["set"], bundle["report"]["totals"]
    counted = [
        f"{totals['signed']} signed",
        f"{waiting} not signed" if (waiting := totals["waiting"] - totals["unconfirmed"]) else "",
        f"{totals['unconfirmed']} signed by somebody not confirmed yet" if totals["unconfirmed"] else "",
        f"{totals['withdrawn']} withdrawn" if totals["withdrawn"] else "",
        f"{newer} signed with a new version that is not" if (newer := bundle["newer"]) else "",
    ]
    facts = [
        ["Trainee", trainee["name"]],
        ["Profession", vocabulary.label(trainee["profession"], "professions")],
        ["Background", labels(trainee["specialties"], "specialties")],
        ["Registration", registration(trainee)],
        ["Account", sentence(set_anew(trainee["password_set_anew"], programme["tz"]))],
        ["Programme", programme["name"]],
        ["Provider", programme["provider"]],
        ["Accredited by", "; ".join(bundle["studied"]["accredited"])],
        ["Treated from, to", days],
        ["Entries", f"{len(bundle['entries'])}: {listed(counted)}" if bundle["entries"] else "None"],
        ["Not in this file", _outside(bundle["outside"])],
        ["Different models", str(bundle["summary"]["models"])],
        ["Requirements", f"{asked['title']}, version {asked['version']} ({AUTHORITIES[asked['authority']]})"],
        ["Made on", f"{stamped(bundle['generated_at'], programme['tz'])} ({programme['tz']})"],
    ]
    return [fact for fact in facts if fact[1]]


def _outside(number: int) -> str:
    """What the chosen days leave out: a logbook of few days must not pass for a whole one."""
    if not number:
        return "None: all entries that the provider’s server had are printed"
    return f"{filters.count(number, 'entry', 'entries')}, treated before or after these days"


AUTHORITIES = {
    "official": "set by an authority",
    "provider": "set by the training provider",
    "ours": "a set of this logbook’s makers, without authority",
}
