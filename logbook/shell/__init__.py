"""What every page of a build is made of: templates, words, forms and files, the same for Flask and for the phone.

Nothing is read when this is imported: a command that draws no page opens no file of it. What serves pages asks for
`build()` when it starts.
"""

from logbook.shell.contents import assets, bundle, data
from logbook.shell.digest import build
from logbook.shell.fixed import help_page, offline_page, reference_page
from logbook.shell.joined import OFF, PAGE, WORKER
from logbook.shell.pages import PAGES, phone_templates
from logbook.shell.policy import CSP, HEADERS
from logbook.shell.static import STATIC, TEMPLATES, files
from logbook.shell.templates import environment, render

__all__ = [
    "CSP",
    "HEADERS",
    "OFF",
    "PAGE",
    "PAGES",
    "STATIC",
    "TEMPLATES",
    "WORKER",
    "assets",
    "build",
    "bundle",
    "data",
    "environment",
    "files",
    "help_page",
    "offline_page",
    "phone_templates",
    "reference_page",
    "render",
]
