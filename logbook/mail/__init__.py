"""E-mail: what waits to go out, what one looks like, and the way to a mail server. Nothing goes where none is set."""
