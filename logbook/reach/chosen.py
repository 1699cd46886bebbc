"""How often somebody wants to be told of each topic: what they chose, or what it is by default."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from logbook.models import MessageChoice
from logbook.permissions import Person
from logbook.reach.topics import TOPICS


def concerning(person: Person) -> list[str]:
    """The topics that a person may be told of, by the roles that they hold now."""
    return [key for key, topic in TOPICS.items() if any(person.is_a(role) for role in topic.roles)]


def of_person(connection: Connection, person_id: str, way: str) -> dict[str, str]:
    """{topic: frequency} of all topics by one way."""
    query = select(MessageChoice.topic, MessageChoice.frequency)
    query = query.where(MessageChoice.person_id == person_id, MessageChoice.way == way)
    return by_default() | {
        row.topic: row.frequency for row in connection.execute(query) if is_offered(row.topic, row.frequency)
    }


def by_default() -> dict[str, str]:
    """{topic: frequency} of whoever chose nothing."""
    return {key: topic.default for key, topic in TOPICS.items()}


def is_offered(topic: str, frequency: str) -> bool:
    """Whether a topic may be told so often: a newer build may have offered more."""
    return topic in TOPICS and frequency in TOPICS[topic].offered


def choose(connection: Connection, person_id: str, way: str, choices: Mapping[str, str], now: str) -> None:
    """Keep what somebody chose; what is no choice is left as it was."""
    for topic, frequency in sorted(choices.items()):
        if not is_offered(topic, frequency):
            continue
        which = (MessageChoice.person_id == person_id, MessageChoice.topic == topic, MessageChoice.way == way)
        connection.execute(delete(MessageChoice).where(*which))
        row = {"person_id": person_id, "topic": topic, "way": way, "frequency": frequency, "at": now}
        connection.execute(insert(MessageChoice).values(row))
