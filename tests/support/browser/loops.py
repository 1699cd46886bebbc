"""An event loop of one's own, also where this process drives browsers from one."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(
    work: Coroutine[Any, Any, Any], kind: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop
) -> Any:
    """What the coroutine gives or raises, in a loop of this kind."""

    def alone() -> Any:
        with asyncio.Runner(loop_factory=kind) as runner:
            return runner.run(work)

    with ThreadPoolExecutor(1) as aside:
        return aside.submit(alone).result()
