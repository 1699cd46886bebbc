"""A roster: names that a coordinator pastes or drops, judged line by line, mended, and then invited together."""
