"""What a phone template may use: the one list that both engines are checked against."""

from collections.abc import Iterable
from typing import Any

# A parameter of a filter that has no default.
REQUIRED = "…"

# Jinja filter → (what it is given, its parameters with their defaults, in order).
#   text   printable text or a whole number          texts  a list of printable values
#   list   a list                                     map    a dictionary
#   sized  a list, a dictionary or text               any    anything, even undefined where the filter is for that
# Left out on purpose: whatever Python and JavaScript spell differently (round, float, int, format, title,
# wordcount, pprint, striptags) and `count`, which is ours.
FILTERS: dict[str, tuple[str, dict[str, Any]]] = {
    "e": ("text", {}),
    "escape": ("text", {}),
    "safe": ("text", {}),
    "string": ("text", {}),
    "lower": ("text", {}),
    "upper": ("text", {}),
    "capitalize": ("text", {}),
    "trim": ("text", {}),
    "replace": ("text", {"old": REQUIRED, "new": REQUIRED}),
    "truncate": ("text", {"length": 255, "killwords": False, "end": "...", "leeway": 5}),
    "urlencode": ("text", {}),
    "default": ("any", {"default_value": "", "boolean": False}),
    "d": ("any", {"default_value": "", "boolean": False}),
    "tojson": ("any", {}),
    "length": ("sized", {}),
    "join": ("texts", {"d": ""}),
    "first": ("list", {}),
    "last": ("list", {}),
    "list": ("list", {}),
    "reverse": ("list", {}),
    "sort": ("list", {"reverse": False, "case_sensitive": False, "attribute": None}),
    "unique": ("list", {"case_sensitive": False, "attribute": None}),
    "min": ("list", {"case_sensitive": False, "attribute": None}),
    "max": ("list", {"case_sensitive": False, "attribute": None}),
    "sum": ("list", {"attribute": None, "start": 0}),
    "batch": ("list", {"linecount": REQUIRED, "fill_with": None}),
    "groupby": ("list", {"attribute": REQUIRED, "default": None, "case_sensitive": False}),
    "items": ("map", {}),
    "dictsort": ("map", {"case_sensitive": False, "by": "key", "reverse": False}),
}
# Parameters that are printed, whatever the filter.
TEXT_PARAMETERS = frozenset({"d", "old", "new", "end"})
# These take the name of a filter or a test, so the converter writes them as expressions of their own.
LIST_FILTERS = ("map", "select", "reject", "selectattr", "rejectattr")
# Test → how many values it is compared with.
TESTS = {
    "defined": 0,
    "undefined": 0,
    "none": 0,
    "true": 0,
    "false": 0,
    "boolean": 0,
    "string": 0,
    "number": 0,
    "integer": 0,
    "mapping": 0,
    "odd": 0,
    "even": 0,
    "divisibleby": 1,
    "in": 1,
    "eq": 1,
    "ne": 1,
    "lt": 1,
    "le": 1,
    "gt": 1,
    "ge": 1,
    "equalto": 1,
    "==": 1,
    "!=": 1,
}
# Method → the least and the most arguments it takes. Text has the first three, dictionaries the others.
TEXT_METHODS = {"split": (0, 1), "startswith": (1, 1), "endswith": (1, 1)}
MAP_METHODS = {"items": (0, 0), "keys": (0, 0), "values": (0, 0), "get": (1, 2)}
METHODS = TEXT_METHODS | MAP_METHODS
LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem")
LOOP_METHODS = {"cycle": (1, 99), "changed": (1, 99)}
OPERATORS = ("+", "-", "*", "//", "%")
COMPARISONS = ("eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin")
FUNCTIONS = {"range": (1, 3)}
# Names that mean something to an engine: a template neither assigns them nor takes them as parameters.
RESERVED = frozenset({"loop", "caller", "super", "self", "varargs", "kwargs", "range", "build"})
# Beyond this JavaScript cannot tell neighbouring numbers apart.
MAX_INTEGER = 2**53


def as_json(house: Iterable[str]) -> dict[str, Any]:
    """The lists as the shell carries them; `render.js` refuses to start where it lacks one of them.

    `house` are the names of our own filters.
    """
    return {
        "house": sorted(house),
        "filters": {name: kind for name, (kind, _) in FILTERS.items()},
        "tests": list(TESTS),
        "text_methods": list(TEXT_METHODS),
        "map_methods": list(MAP_METHODS),
        "loop": [*LOOP, *LOOP_METHODS],
        "operators": list(OPERATORS),
        "comparisons": list(COMPARISONS),
        "functions": list(FUNCTIONS),
    }
