"""What somebody is told of by messages, as pages have it."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Guarded, Offered


class TopicLine(TypedDict):
    """A topic, and how often somebody is told of it."""

    code: str
    title: str
    says: str
    frequency: str
    choices: list[Offered]


class MessagesPage(Guarded):
    """/me/messages"""

    topics: list[TopicLine]
    by_mail: bool
    email: str


class StopPage(Frame):
    """/messages/<token>: `title_of` is the topic's."""

    action: str
    title_of: str
    is_on: bool
    again: str
