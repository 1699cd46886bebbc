"""A document of whatever kind, where the code treats all kinds alike; and plain JSON that a page adds to its frame."""

from collections.abc import Mapping, Sequence
from typing import Any

Doc = dict[str, Any]
Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]
