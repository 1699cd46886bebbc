"""Reaching people: what they are told of (`topics`), how often each wants it (`chosen`), by which way (`saying`)."""

from logbook.reach.saying import is_lawful, reachable, tell

__all__ = ["is_lawful", "reachable", "tell"]
