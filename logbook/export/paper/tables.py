"""The tables before the entries: supervisors, summary, timeliness."""

from typing import Any, cast

from logbook import filters, vocabulary
from logbook.export import listed_studies
from logbook.export.figures import IN_TIME_DAYS
from logbook.export.words import confirmation, listed, registration, sentence, set_anew, signed_as, stamped
from logbook.shapes.bundle import AreaLine, Bundle, SignerTold, Summary, Timeliness
from logbook.shapes.loose import Doc

Row = list[str]

# The parts as narrow heads of columns; the line under the table spells them out.
PART_HEADS = {
    "observed": "Observed",
    "assisted": "Assisted",
    "supervised_direct": "In the room",
    "supervised_indirect": "On site",
    "independent": "Alone",
}
BATCHES_SHOWN = 10


def tables(bundle: Bundle) -> dict[str, Any]:
    """Rows of texts for each table."""
    summary = bundle["summary"]
    return {
        "signers": [_signer(line, bundle["programme"]["tz"]) for line in bundle["signers"]],
        "meanings": [f"Each signature stands under these words: “{text}”" for text in bundle["meanings"]],
        "studied": listed_studies.printed(bundle["studied"]),
        "areas_heads": ["Area", *PART_HEADS.values(), "All"],
        "areas": [*(_area(line) for line in summary["areas"]), _all_areas(summary)]
        if summary["signed"]
        else [],
        "areas_words": "In the room, on site and alone say where the supervisor was while the trainee injected. "
        "A case with several areas stands in several lines; the last line counts cases.",
        "spreads": _spreads(summary),
        "timeliness": _timeliness(bundle["timeliness"]),
        "batches": [
            [batch["name"], stamped(batch["at"], bundle["programme"]["tz"]), str(batch["entries"])]
            for batch in bundle["timeliness"]["batches"][:BATCHES_SHOWN]
        ],
        "batches_words": _batches_words(len(bundle["timeliness"]["batches"])),
    }


def _signer(line: SignerTold, tz: str) -> Row:
    profession = vocabulary.label(line["profession"], "professions") if line["profession"] else ""
    grades = [vocabulary.label(grade, "grades") for grade in line["grades"] if grade]
    days = [filters.date(line["first_on"]), filters.date(line["last_on"])]
    return [
        listed([signed_as(line), profession, confirmation(line["confirmed"])]),
        listed(
            [
                registration(line),
                f"checked {filters.date(line['checked_on'])}" if line["checked_on"] else "",
            ]
        ),
        sentence("; ".join(part for part in (*grades, set_anew(line["password_set_anew"], tz)) if part)),
        str(line["signed"]),
        " to ".join(dict.fromkeys(days)),
    ]


def _area(line: AreaLine) -> Row:
    return [
        vocabulary.label(line["area"], "areas"),
        *(_n(line["parts"][part]) for part in PART_HEADS),
        str(line["all"]),
    ]


def _all_areas(summary: Summary) -> Row:
    return ["Cases", *(_n(summary["parts"].get(part, 0)) for part in PART_HEADS), str(summary["signed"])]


def _n(number: int) -> str:
    return str(number) if number else "–"


def _spreads(summary: Summary) -> list[Doc]:
    """Small tables side by side: {heads, rows}; those without a row are left out."""
    products = [
        [
            vocabulary.label(line["product"], "products"),
            str(line["cases"]),
            filters.tenths(line["units_tenths"]),
        ]
        for line in summary["products"]
    ]
    spreads = [{"heads": ["Product", "Cases", "Units"], "rows": products}]
    for title, name in (
        ("Skin type", "skin_types"),
        ("Sex", "sexes"),
        ("Age", "age_bands"),
        ("Setting", "settings"),
    ):
        rows = [[_label(code, name), str(number)] for code, number in cast(Doc, summary)[name].items()]
        spreads.append({"heads": [title, "Cases"], "rows": rows})
    months = [
        [filters.date(f"{month}-01").split(" ", 1)[1], str(number)]
        for month, number in summary["months"].items()
    ]
    spreads.append({"heads": ["Month", "Cases"], "rows": months})
    return [spread for spread in spreads if spread["rows"]]


def _label(code: str, name: str) -> str:
    return vocabulary.label(code, name) if code else "Not said"


def _timeliness(figures: Timeliness) -> list[Row]:
    return [
        ["Entries (withdrawn ones left out)", str(figures["logged"])],
        ["Median days from treatment to the entry’s arrival", _days(figures["entry_median"])],
        ["Arrived on the day of treatment or the next", _share(figures["entry_next_day"], figures["logged"])],
        ["Median days from treatment to signature", _days(figures["signoff_median"])],
        [f"Signed within {IN_TIME_DAYS} days", _share(figures["signoff_in_time"], figures["signed"])],
        ["Groups signed by one supervisor within the same minute", str(len(figures["batches"]))],
        ["Not signed", str(figures["unsigned"])],
        ["Of those, changes asked", str(figures["returned"])],
        ["Withdrawn entries", str(figures["withdrawn"])],
        ["Withdrawn signatures", str(figures["signatures_withdrawn"])],
    ]


def _batches_words(groups: int) -> str:
    largest = f", the {BATCHES_SHOWN} largest groups" if groups > BATCHES_SHOWN else ""
    return f"Entries signed by one supervisor within the same minute{largest}:"


def _days(number: float | int | None) -> str:
    return "–" if number is None else str(number)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({filters.percent(part, whole)}%)" if whole else "–"
