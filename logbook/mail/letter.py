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
_LIST = '<ul style="padding-left:1.2em">{lines}</ul>'
_STOP, _CHOOSE = "Stop these e-mails", "Choose what you are told"


class Letter(NamedTuple):
    """What is said: a subject, paragraphs, one link at most with its label, and why it came; `rows` of (who, what).
    `stop` is where these e-mails are switched off without signing in, `choose` where what one is told is chosen."""

    subject: str
    paragraphs: tuple[str, ...]
    footer: str
    label: str = ""
    href: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    stop: str = ""
    choose: str = ""


def message(letter: Letter, id: str, sender: str, to: str, origin: str, now: str) -> EmailMessage:
    """The e-mail, the same each time it is made for one `id`, so that whoever gets it twice sees one."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, letter.subject
    made["Date"] = format_datetime(instants.parse(now))
    made["Message-ID"] = f"<{id}@{urlsplit(origin).hostname}>"
    # No holiday notice answers it.
    made["Auto-Submitted"] = "auto-generated"
    if letter.stop:
        # RFC 8058: a mail program's own button, which asks nobody to sign in.
        made["List-Unsubscribe"] = f"<{letter.stop}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(_text(letter), cte="quoted-printable")
    made.add_alternative(_html(letter), subtype="html", cte="quoted-printable")
    return made


def _text(letter: Letter) -> str:
    rows = ["\n".join(f"- {who}: {what}" for who, what in letter.rows)] if letter.rows else []
    link = [f"{letter.label}:\n{letter.href}"] if letter.href else []
    ends = [f"{label}: {href}" for label, href in _ends(letter)]
    return "\n\n".join([*letter.paragraphs, *rows, *link, "\n".join(["-- ", letter.footer, *ends])]) + "\n"


def _html(letter: Letter) -> str:
    body = [f"<p>{escape(words)}</p>" for words in letter.paragraphs]
    if letter.rows:
        lines = (f"<li><strong>{escape(who)}</strong>: {escape(what)}</li>" for who, what in letter.rows)
        body.append(_LIST.format(lines="".join(lines)))
    if letter.href:
        body.append(_BUTTON.format(href=escape(letter.href), label=escape(letter.label)))
    ends = "".join(f'<br><a href="{escape(href)}">{escape(label)}</a>' for label, href in _ends(letter))
    footer = escape(letter.footer) + ends
    return _PAGE.format(title=escape(letter.subject), body="\n".join(body), footer=footer)


def _ends(letter: Letter) -> list[tuple[str, str]]:
    return [(label, href) for label, href in ((_STOP, letter.stop), (_CHOOSE, letter.choose)) if href]
