"""What is typed in the terminal is judged by the forms of the pages."""

import click
from wtforms import Form


def checked(form: Form, good: bool) -> dict[str, str]:
    """The same rules as on the page, told in the terminal."""
    if not good:
        raise click.ClickException(
            "; ".join(str(words) for errors in form.errors.values() for words in errors)
        )
    return dict(form.data)
