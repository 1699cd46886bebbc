"""The plain-form door: the phone's pages, drawn and answered by the server.

For first visits, old browsers, and where scripts are off. Routes find out who asks (`here`), hand the visit to `cases`
or `answers`, and say where the browser goes on (`answer`).
"""

from logbook.door.drawing import draw, made
from logbook.door.visit import Visit, answer, here

__all__ = ["Visit", "answer", "draw", "here", "made"]
