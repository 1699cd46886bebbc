"""One letter as data, and its two looks: text, and HTML that says the same in the same order."""

from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from logbook import instants

# No rule of a page reaches into a mail, and many programs drop a style sheet: few styles, on the elements themselves.
# Colours are left to the program, but for the button, which has the same contrast on light and dark.
_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>{title}</title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:34em;margin:0 auto">
<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">{title}</h1>
{body}
<hr style="border:0;border-top:1px solid #8a9a9e;margin:24px 0 12px">
<p style="font-size:14px;margin:0">{footer}</p>
</div></body></html>
"""
_BUTTON = (
    '<p style="margin:20px 0"><a href="{href}" style="display:inline-block;padding:12px 20px;border-radius:10px;'
    'background:#0b5a5e;color:#ffffff;font-weight:600;text-decoration:none">{label}</a></p>'
    '<p style="font-size:14px;overflow-wrap:anywhere">{href}</p>'
)


class Letter(NamedTuple):
    """What is said: a subject, paragraphs, one link at most with its label, and why it came."""

    subject: str
    paragraphs: tuple[str, ...]
    footer: str
    label: str = ""
    href: str = ""


def message(letter: Letter, id: str, sender: str, to: str, origin: str, now: str) -> EmailMessage:
    """The e-mail, the same each time it is made for one `id`, so that whoever gets it twice sees one."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, letter.subject
    made["Date"] = format_datetime(instants.parse(now))
    made["Message-ID"] = f"<{id}@{urlsplit(origin).hostname}>"
    # No holiday notice answers it.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_text(letter), cte="quoted-printable")
    made.add_alternative(_html(letter), subtype="html", cte="quoted-printable")
    return made


def _text(letter: Letter) -> str:
    link = [f"{letter.label}:\n{letter.href}"] if letter.href else []
    return "\n\n".join([*letter.paragraphs, *link, "-- ", letter.footer]).replace("-- \n\n", "-- \n") + "\n"


def _html(letter: Letter) -> str:
    body = [f"<p>{escape(words)}</p>" for words in letter.paragraphs]
    if letter.href:
        body.append(_BUTTON.format(href=escape(letter.href), label=escape(letter.label)))
    return _PAGE.format(title=escape(letter.subject), body="\n".join(body), footer=escape(letter.footer))
