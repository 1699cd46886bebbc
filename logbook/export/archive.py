"""The entries as JSON: every statement word for word as it was received, so that its hash can be made again."""

from collections.abc import Iterator
from typing import cast

import orjson

from logbook import vocabulary
from logbook.export.figures import LISTS
from logbook.kinds import KINDS
from logbook.shapes.bundle import Bundle, Exported
from logbook.shapes.loose import Doc

# What the server keeps beside a text.
_BESIDE = (
    "rev",
    "hash",
    "received_at",
    *(column for kind in KINDS.values() for column in kind.told),
    "code",
    "closed_at",
    "brought_by",
)

_DECIDED = ("by", "decided_at")

README = [
    "The logbook of one trainee in one programme, for the days named under cover. Models are named by a code only.",
    "Each text under stmt is a statement exactly as its writer's device sent it: canonical JSON (RFC 8785), UTF-8. "
    "The SHA-256 of those bytes, in hexadecimal, is its hash. A sign-off names the version and hash it answers.",
    "entries_digest is the SHA-256 of the hashes of all entries, sorted, with a newline (0x0A) between two.",
    f"record_digest is made in the same way of a line for each statement: the name of its list ({', '.join(LISTS)}), "
    "its hash, received_at and grade (or -), with a space between two.",
    "received_at is when the server received a statement. Every other time is what the writer's device said.",
    "brought_by is null, or names who brought a statement from a saved copy in its writer's stead.",
    "grade says how a signature was checked; grades spells it out. The file is not sealed: check with the provider.",
    "confirmed says how the provider made sure who the signer is. It is null where nobody did yet: the signature "
    "does not count until then. Before stands for signers who signed before this was asked.",
    "signed_under says of each signature, by the id of its sign-off, when the provider looked its number up last, and "
    "whether that licence was valid on the day of the signature; treated_under the same of the trainee on the day of "
    "treatment, null where they did not treat. mark is what is to be said of that day. It takes nothing away.",
    "Withdrawn entries, withdrawn signatures and changes that were not taken are in the file, and counted nowhere.",
    "rev and hash of an entry name the version that counts: the signed one where one is signed, else the newest. newer "
    "is null, or names a newer version that waits for a signature. revisions has them all.",
    "belated are answers that came after their signer had left and count for nothing: by and decided_at say who did "
    "not accept them, null while nobody decided. They are in no digest. One that was accepted is a sign-off, and "
    "brought_by says by whom.",
    "judged is what the entries of this file come to on the day under on: by which set (hash is the SHA-256 of its "
    "canonical text), gate by gate and rule by rule; left_out says which entries a rule leaves out and why, by their "
    "numbers; exceptions hold for one rule of this trainee, asides are cases that their supervisor set aside.",
    "noticed is what is asked of any logbook: treatments that began within five minutes, equal injections in different "
    "models one after the other, and entries that say the same as the one treated before but for model, day and time.",
    "studied has what was done beside the cases: modules, hours and documents, each with the hash of its statement, "
    "how that is known, and by which accreditations in force on its day it may be stated; credits_tenths are "
    "those claimed. What does not count waits for a tutor. These statements are in no digest.",
    "entries_outside, under cover, counts the entries of the logbook that were treated on other days.",
    "Cases not yet sent from the trainee's phone are not in this file.",
]


def pieces(bundle: Bundle) -> Iterator[bytes]:
    """The file in pieces, one for each entry."""
    head = {
        "format": "injection-logbook-export",
        "version": 1,
        "readme": README,
        "cover": {
            "trainee": bundle["trainee"],
            "programme": bundle["programme"],
            "date_from": bundle["date_from"],
            "date_to": bundle["date_to"],
            "entries_outside": bundle["outside"],
            "generated_at": bundle["generated_at"],
            "entries_digest": bundle["digest"],
            "record_digest": bundle["record_digest"],
            "sealed": False,
        },
        "grades": vocabulary.LISTS["grades"],
        "report": bundle["report"],
        "judged": bundle["judged"],
        "noticed": bundle["noticed"],
        "studied": bundle["studied"],
        "signers": bundle["signers"],
        "summary": bundle["summary"],
        "timeliness": bundle["timeliness"],
    }
    yield orjson.dumps(head, option=orjson.OPT_INDENT_2).removesuffix(b"\n}") + b',\n  "entries": ['
    for number, entry in enumerate(bundle["entries"]):
        yield (b",\n" if number else b"\n") + orjson.dumps(_entry(entry))
    yield b"\n  ]\n}\n"


def _entry(told: Exported) -> Doc:
    entry = cast(Doc, told)  # gone through name by name
    facts = (
        "number",
        "id",
        "rev",
        "hash",
        "state",
        "received_first",
        "received_at",
        "entry_delay",
        "signoff_delay",
    )
    newer = entry["newer"]
    return (
        {name: entry[name] for name in facts}
        | {name: entry[name] for name in ("confirmed", "signed_under", "treated_under")}
        | {"newer": newer and {name: newer[name] for name in ("rev", "hash", "state", "received_at")}}
        | {name: [_stated(one) for one in entry[name]] for name in LISTS}
        | {"belated": [_stated(one) | {name: one[name] for name in _DECIDED} for one in entry["belated"]]}
    )


def _stated(one: Doc) -> Doc:
    kept = {name: one[name] for name in _BESIDE if name in one}
    return kept | {"stmt": one["text"]}
