"""What the workbook says of each point, a cell each."""

from collections.abc import Iterator

from logbook.export.cells import Cell, units
from logbook.shapes.bundle import Bundle, Exported
from logbook.vocabulary import label

POINT_HEADS = (
    "Number",
    "Entry",
    "Trainee",
    "Treated on",
    "Status",
    "Model",
    "Product",
    "Batch",
    "Area",
    "Muscle",
    "Side",
    "Units",
    "Depth",
    "Drawing",
    "Across",
    "Down",
)


def points(bundle: Bundle, entry: Exported) -> Iterator[list[Cell]]:
    """The points of one entry, a cell for each of POINT_HEADS; places are thousandths of the drawing."""
    doc = entry["doc"]
    product = doc["product"] or {"code": "", "batch": ""}
    of_case: list[Cell] = [
        entry["number"],
        entry["id"],
        bundle["trainee"]["name"],
        doc["performed_on"],
        label(entry["state"], "states"),
        doc["model"]["code"],
        label(product["code"], "products"),
        product["batch"],
    ]
    for point in doc["points"]:
        yield [
            *of_case,
            label(point["area"], "areas"),
            label(point["muscle"], "muscles"),
            label(point["side"], "sides"),
            units(point["units_tenths"]),
            label(point["depth"], "depths"),
            point["view"],
            point["x"],
            point["y"],
        ]
