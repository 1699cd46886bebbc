"""Reaching people: what they are told of (`topics`), how often each wants it (`chosen`), by which way (`saying`)."""

from logbook.reach.saying import is_any_on, is_lawful, reachable, tell, ways_of

__all__ = ["is_any_on", "is_lawful", "reachable", "tell", "ways_of"]
