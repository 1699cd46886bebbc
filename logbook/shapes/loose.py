"""A document of whatever kind, where the code treats all kinds alike."""

from typing import Any

Doc = dict[str, Any]
