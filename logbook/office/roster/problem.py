"""What is wrong with a list as a whole."""


class NotAList(ValueError):
    """This cannot be read as a list of names; `str(error)` says why, to a person."""
