"""An event loop of one's own, also where this process drives browsers from one."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """What the coroutine gives or raises."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()
