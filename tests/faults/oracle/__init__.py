"""Phones, a server and bad luck at random, and an oracle that knows what must be true afterwards."""
