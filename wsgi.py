"""The application as a WSGI server finds it: `granian --interface wsgi wsgi:app`."""

import gc

from logbook import create_app, shell
from logbook.models import beside, db

# Read at the start, as `logbook.front` does.
shell.build()
app = create_app()
with app.app_context():
    beside.come(db)
gc.collect()
gc.freeze()
