"""A logbook leaves: one bundle, given as a PDF to read, spreadsheets to count with, and a JSON to check."""

from logbook.export.archive import pieces
from logbook.export.collect import collect
from logbook.export.files import TYPES, attached, disposition, made
from logbook.export.logbooks import logbooks, outside
from logbook.export.sheet import lines
from logbook.export.turns import turn
from logbook.export.typeset import pdf
from logbook.export.workbook import workbook
from logbook.shapes.bundle import Bundle

__all__ = [
    "TYPES",
    "Bundle",
    "attached",
    "collect",
    "disposition",
    "lines",
    "logbooks",
    "made",
    "outside",
    "pdf",
    "pieces",
    "turn",
    "workbook",
]
