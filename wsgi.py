"""The application as a WSGI server finds it: `granian --interface wsgi wsgi:app`."""

from logbook import create_app

app = create_app()
