"""What granian calls: a request's body is read here, under a deadline, before it takes one of the few threads.

granian alone hands a WSGI application its request while the body is still under way and waits for it without end,
so that four connections could stop a server of four threads (decision 26). This front speaks RSGI: one loop reads all
bodies at once, and only whole requests reach `create_app`'s WSGI application in a bounded pool of threads.
"""

import gc
import os

from logbook import create_app, observed, shell
from logbook.front.front import Front
from logbook.models import beside, db

# One thread is never enough: while it works on one request, nobody else would be served.
LEAST_THREADS = 2


def create() -> Front:
    """The front with the application behind it; `logbook serve` says in LOGBOOK_THREADS how many threads it has.

    The build is read here: what cannot be read stops the start, and the files of a later build reach no page of this.
    """
    shell.build()
    app = create_app()
    with app.app_context():
        beside.come(db)
    # What was loaded stays for ever: without this the collector walks through all of it again and again, some 90 ms
    # each time, while somebody waits.
    gc.collect()
    gc.freeze()
    threads = max(LEAST_THREADS, int(os.environ.get("LOGBOOK_THREADS", LEAST_THREADS)))
    return Front(app, threads, observed.of(app).refuse)
