"""Jinja2's filters, given only values that both engines treat alike."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2 import Undefined, pass_context
from markupsafe import Markup

from logbook.trees import subset


class Unprintable(TypeError):
    """A value without one agreed spelling reached the page: None, a boolean, a fraction, a list or a dictionary."""


def printable(value: Any) -> Any:
    """The value, where both engines spell it alike. Raises Unprintable."""
    if isinstance(value, (str, Undefined)) or hasattr(value, "__html__"):
        return value
    if type(value) is int and -subset.MAX_INTEGER < value < subset.MAX_INTEGER:
        return value
    raise Unprintable(f"{value!r:.80} cannot be printed: give it to a filter or ask about it with `if`")


def unfolded(check: Callable[[Any], Any]) -> Callable[..., Any]:
    """The check as a filter that is never evaluated while a template is compiled."""
    return pass_context(lambda _context, value: check(value))


def builtin(name: str, kind: str, function: Callable[..., Any], parameters: list[str]) -> Callable[..., Any]:
    """The Jinja filter, given only what its kind allows, and never answering an iterator (always true in `if`)."""
    place = 1 if hasattr(function, "jinja_pass_arg") else 0
    check = _KINDS[kind]

    @wraps(function)
    def filtered(*args: Any, **kwargs: Any) -> Any:
        before, value, given = args[:place], args[place], args[place + 1 :]
        try:
            value = check(value)
            for parameter, argument in (*zip(parameters, given, strict=False), *kwargs.items()):
                if parameter in subset.TEXT_PARAMETERS:
                    _text(argument)
        except TypeError as error:
            raise TypeError(f"{name}: {error}") from None
        result = function(*before, value, *given, **kwargs)
        return list(result) if isinstance(result, Iterator) else result

    return filtered


def ours(function: Callable[..., Any]) -> Callable[..., Any]:
    """One of our own filters, which knows neither undefined nor texts that are HTML already."""

    @wraps(function)
    def filtered(*args: Any) -> Any:
        for value in args:
            known(value)
        # What they answer to a text marked as HTML is escaped again.
        return function(*(str(value) if isinstance(value, Markup) else value for value in args))

    return filtered


def known(value: Any) -> None:
    """Raises UndefinedError, which names what is undefined."""
    if isinstance(value, Undefined):
        str(value)


def _text(value: Any) -> Any:
    value = printable(value)
    return value if isinstance(value, str) or hasattr(value, "__html__") else str(value)


def _texts(value: Any) -> list[Any]:
    return [_text(item) for item in rows(value)]


def rows(value: Any) -> Iterable[Any]:
    """The value, where it is a list. Raises TypeError."""
    known(value)
    if isinstance(value, (str, dict)) or not isinstance(value, Iterable):
        raise TypeError(
            f"a list is needed, not {type(value).__name__}; for a dictionary use |dictsort or |items"
        )
    return value


def _map(value: Any) -> dict[str, Any]:
    known(value)
    if not isinstance(value, dict):
        raise TypeError(f"a dictionary is needed, not {type(value).__name__}")
    return value


def _sized(value: Any) -> Any:
    if isinstance(value, (str, list, tuple, dict, Undefined)):
        return value
    raise TypeError(f"{type(value).__name__} has no length")


def _in_order(value: dict[str, Any]) -> dict[str, Any]:
    # JavaScript moves keys that look like numbers to the front, whatever their order was.
    if any(key.isascii() and key.isdigit() for key in value):
        raise TypeError("a dictionary with numbers as keys has no order on the phone; use |dictsort")
    return value


def items(value: Any) -> list[list[Any]]:
    """[key, value] pairs in the order that both engines keep. Raises TypeError."""
    return [[key, item] for key, item in _in_order(_map(value)).items()]


def integers(*args: int) -> list[int]:
    """The whole numbers of `range`, as a list: templates count and compare it like others."""
    return list(range(*args))


_KINDS: dict[str, Callable[[Any], Any]] = {
    "any": lambda value: value,
    "text": _text,
    "texts": _texts,
    "list": rows,
    "map": _map,
    "sized": _sized,
}
METHODS: dict[str, Callable[[dict[str, Any]], Callable[..., Any]]] = {
    "items": lambda value: lambda: items(value),
    "keys": lambda value: lambda: list(_in_order(value)),
    "values": lambda value: lambda: list(_in_order(value).values()),
    "get": lambda value: value.get,
}
